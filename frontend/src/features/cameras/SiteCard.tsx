import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { TableProps } from "@cloudscape-design/components/table";
import { useState, type ReactNode } from "react";
import { useNavigate } from "react-router";

import type { Camera, Site } from "@/client";
import { removeSite } from "@/lib/api/sites";
import { timeText } from "@/lib/format";
import { texts } from "@/lib/texts";
import { ConfirmDialog } from "@/lib/ui/ConfirmDialog";
import { RouterLink } from "@/lib/ui/RouterLink";
import { StatusIndicator } from "@/lib/ui/StatusIndicator";
import { TableOrCards } from "@/lib/ui/TableOrCards";

import { SiteDialog } from "./SiteDialog";
import { useChange } from "./use-change";

const { cameras: t } = texts;

function clockText(seconds: number | null): string {
  if (seconds === null) return t.clockUnknown;
  const size = Math.abs(seconds).toFixed(1);
  return seconds < 0 ? t.clockBehind(size) : t.clockAhead(size);
}

const State = ({ active }: { active: boolean }): ReactNode => (
  <StatusIndicator type={active ? "success" : "stopped"}>{active ? t.active : t.inactive}</StatusIndicator>
);

const secretsText = (count: number): string => [t.noSecret, t.oneSecret][count] ?? t.twoSecrets;

const COLUMNS: TableProps.ColumnDefinition<Camera>[] = [
  {
    id: "name",
    header: t.columns.name,
    cell: ({ camera_id, name }) => <RouterLink to={`/cameras/${camera_id}`}>{name}</RouterLink>,
    isRowHeader: true,
    minWidth: 160,
  },
  { id: "role", header: t.columns.role, cell: ({ role }) => t.roles[role], minWidth: 130 },
  { id: "state", header: t.columns.state, cell: ({ is_active }) => <State active={is_active} />, minWidth: 120 },
  {
    id: "seen",
    header: t.columns.seen,
    cell: ({ last_seen_at }) => (last_seen_at === null ? t.neverSeen : timeText(last_seen_at)),
    minWidth: 150,
  },
  {
    id: "clock",
    header: t.columns.clock,
    cell: (camera) => clockText(camera.health.clock_error_seconds),
    minWidth: 120,
  },
  { id: "secrets", header: t.columns.secrets, cell: ({ secrets }) => secretsText(secrets.length), minWidth: 120 },
];

function Nothing(): ReactNode {
  return (
    <Box textAlign="center" padding={{ vertical: "s" }}>
      <Box variant="strong">{t.noCameras}</Box>
      <Box variant="p" color="text-body-secondary">
        {t.noCamerasHelp}
      </Box>
    </Box>
  );
}

function RemoveSite({ site, onClose }: { site: Site; onClose: () => void }): ReactNode {
  const { mutate, error, isPending } = useChange({ send: removeSite, onDone: onClose });
  return (
    <ConfirmDialog
      title={t.site.removeTitle(site.name)}
      action={t.remove}
      busy={isPending}
      error={error}
      onConfirm={() => mutate(site)}
      onClose={onClose}
    >
      {t.site.removeHelp}
    </ConfirmDialog>
  );
}

function Actions({ site, isEmpty }: { site: Site; isEmpty: boolean }): ReactNode {
  const [doing, setDoing] = useState<"change" | "remove" | null>(null);
  const navigate = useNavigate();
  const close = (): void => setDoing(null);
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        <Button ariaLabel={t.changeSite(site.name)} onClick={() => setDoing("change")}>
          {t.change}
        </Button>
        <Button
          ariaLabel={t.site.removeTitle(site.name)}
          disabled={!isEmpty}
          disabledReason={t.site.hasCameras}
          onClick={() => setDoing("remove")}
        >
          {t.remove}
        </Button>
        <Button ariaLabel={t.addCameraAt(site.name)} onClick={() => void navigate(`/cameras/new/${site.site_id}`)}>
          {t.addCamera}
        </Button>
      </SpaceBetween>
      {doing === "change" && <SiteDialog site={site} onClose={close} />}
      {doing === "remove" && <RemoveSite site={site} onClose={close} />}
    </>
  );
}

/** A site with its cameras, and what can be done with it. */
export function SiteCard({ site }: { site: Site }): ReactNode {
  const cameras = site.cameras.filter(({ removed_at }) => removed_at === null);
  const about = [site.address, site.time_zone, ...(site.is_active ? [] : [t.inactive])].filter((part) => part !== null);
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={`(${cameras.length})`}
          description={about.join(" · ")}
          actions={<Actions site={site} isEmpty={cameras.length === 0} />}
        >
          {site.name}
        </Header>
      }
    >
      <TableOrCards
        items={cameras}
        keyOf={({ camera_id }) => camera_id}
        columns={COLUMNS}
        wide={["name"]}
        plain={["name"]}
        wrapLines
        label={site.name}
        loading={false}
        loadingText={t.loading}
        empty={<Nothing />}
      />
    </Container>
  );
}
