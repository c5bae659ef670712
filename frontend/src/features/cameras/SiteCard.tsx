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
import { TableOrCards } from "@/lib/ui/TableOrCards";

import { HealthBadges } from "./health/HealthBadges";
import { LastPhoto } from "./health/LastPhoto";
import { clockText, knownShareText, perDayText } from "./health/words";
import { SiteDialog } from "./SiteDialog";
import { useChange } from "./use-change";

const { cameras: t, watching: w } = texts;

const secretsText = (count: number): string => [t.noSecret, t.oneSecret][count] ?? t.twoSecrets;

type Column = TableProps.ColumnDefinition<Camera>;

const columnsAt = (site: Site): readonly Column[] => [
  { id: "photo", header: w.columns.photo, cell: (camera) => <LastPhoto camera={camera} />, width: 136 },
  {
    id: "name",
    header: t.columns.name,
    cell: ({ camera_id, name, role }) => (
      <>
        <RouterLink to={`/cameras/${camera_id}`}>{name}</RouterLink>
        <Box color="text-body-secondary">{t.roles[role]}</Box>
      </>
    ),
    isRowHeader: true,
    minWidth: 140,
  },
  {
    id: "health",
    header: w.columns.health,
    cell: (camera) => <HealthBadges camera={camera} siteIsActive={site.is_active} />,
    minWidth: 140,
  },
  {
    id: "seen",
    header: t.columns.seen,
    cell: ({ last_seen_at }) => (last_seen_at === null ? t.neverSeen : timeText(last_seen_at)),
    minWidth: 130,
  },
  { id: "clock", header: t.columns.clock, cell: ({ health }) => clockText(health), minWidth: 110 },
  { id: "perDay", header: w.columns.perDay, cell: ({ health }) => perDayText(health), minWidth: 90 },
  {
    id: "withRead",
    header: w.columns.withRead,
    cell: ({ health }) => knownShareText(health.share_with_read),
    minWidth: 90,
  },
  {
    id: "toReview",
    header: w.columns.toReview,
    cell: ({ health }) => knownShareText(health.share_to_review),
    minWidth: 90,
  },
];
const SECRETS: Column = {
  id: "secrets",
  header: t.columns.secrets,
  cell: ({ secrets }) => secretsText(secrets.length),
  minWidth: 100,
};

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
        <Button
          ariaLabel={texts.parkingSetup.title(site.name)}
          onClick={() => void navigate(`/sites/${site.site_id}/setup`)}
        >
          {texts.siteParking.parts.parking}
        </Button>
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

/** A site with its cameras, how they are, and for administrators what can be done with it. */
export function SiteCard({ site, mayChange }: { site: Site; mayChange: boolean }): ReactNode {
  const cameras = site.cameras.filter(({ removed_at }) => removed_at === null);
  const about = [site.address, site.time_zone, ...(site.is_active ? [] : [t.inactive])].filter((part) => part !== null);
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={`(${cameras.length})`}
          description={about.join(" · ")}
          actions={mayChange && <Actions site={site} isEmpty={cameras.length === 0} />}
        >
          {site.name}
        </Header>
      }
    >
      <TableOrCards
        items={cameras}
        keyOf={({ camera_id }) => camera_id}
        columns={[...columnsAt(site), ...(mayChange ? [SECRETS] : [])]}
        wide={["name"]}
        plain={["photo", "name"]}
        wrapLines
        label={site.name}
        loading={false}
        loadingText={t.loading}
        empty={<Nothing />}
      />
    </Container>
  );
}
