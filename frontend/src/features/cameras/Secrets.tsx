import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { TableProps } from "@cloudscape-design/components/table";
import { useState, type ReactNode } from "react";

import type { Camera, CameraSecret } from "@/client";
import { makeSecret, revokeSecret } from "@/lib/api/sites";
import { timeText } from "@/lib/format";
import { texts } from "@/lib/texts";
import { ConfirmDialog } from "@/lib/ui/ConfirmDialog";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { TableOrCards } from "@/lib/ui/TableOrCards";

import { ShownSecret } from "./ShownSecret";
import { useChange } from "./use-change";

const { secrets: t } = texts.cameras;

const MOST = 2;

function Revoke({ camera, secret, onClose }: { camera: Camera; secret: CameraSecret; onClose: () => void }): ReactNode {
  const { mutate, error, isPending } = useChange({ send: revokeSecret, onDone: onClose });
  return (
    <ConfirmDialog
      title={t.revokeTitle(secret.secret_id)}
      action={t.revoke}
      busy={isPending}
      error={error}
      onConfirm={() => mutate({ camera_id: camera.camera_id, secret_id: secret.secret_id })}
      onClose={onClose}
    >
      {t.revokeHelp}
    </ConfirmDialog>
  );
}

const columnsOf = (onRevoke: (secret: CameraSecret) => void): TableProps.ColumnDefinition<CameraSecret>[] => [
  { id: "id", header: t.id, cell: ({ secret_id }) => secret_id, isRowHeader: true, minWidth: 140 },
  { id: "made", header: t.made, cell: ({ created_at }) => timeText(created_at), minWidth: 150 },
  {
    id: "used",
    header: t.lastUsed,
    cell: ({ last_used_at }) => (last_used_at === null ? t.neverUsed : timeText(last_used_at)),
    minWidth: 150,
  },
  {
    id: "valid",
    header: t.valid,
    cell: ({ ends_at }) => (ends_at === null ? t.untilRevoked : t.until(timeText(ends_at))),
    minWidth: 180,
  },
  {
    id: "revoke",
    header: t.revoke,
    cell: (secret) => (
      <Button ariaLabel={t.revokeOne(secret.secret_id)} onClick={() => onRevoke(secret)}>
        {t.revoke}
      </Button>
    ),
    minWidth: 110,
  },
];

type MakeProps = { busy: boolean; error: Error | null; count: number; onMake: () => void };

/** Makes the first secret at once; one in place of another only after it was said what that does. */
function Make({ busy, error, count, onMake }: MakeProps): ReactNode {
  const [asking, setAsking] = useState(false);
  const make = (): void => {
    setAsking(false);
    onMake();
  };
  return (
    <>
      <Button
        variant={count === 0 ? "primary" : "normal"}
        loading={busy}
        loadingText={texts.app.loading}
        disabled={count >= MOST}
        disabledReason={t.two}
        onClick={() => (count === 0 ? make() : setAsking(true))}
      >
        {count === 0 ? t.make : t.rotate}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t.rotateTitle}
          action={t.rotate}
          busy={busy}
          error={error}
          onConfirm={make}
          onClose={() => setAsking(false)}
        >
          {t.rotateHelp}
        </ConfirmDialog>
      )}
    </>
  );
}

/** A camera's secrets: what is known of them, and a new one while it can be copied. */
export function Secrets({ camera }: { camera: Camera }): ReactNode {
  // It lives as long as this page: it stands in no address and in no history.
  const [shown, setShown] = useState<string | null>(null);
  const [revoking, setRevoking] = useState<CameraSecret | null>(null);
  const { mutate, error, isPending } = useChange({
    send: makeSecret,
    onDone: ({ secret }) => setShown(secret),
  });
  const { secrets } = camera;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={t.help}
          actions={
            <Make
              busy={isPending}
              error={error}
              count={secrets.length}
              onMake={() => {
                setShown(null);
                mutate(camera.camera_id);
              }}
            />
          }
        >
          {t.title}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {error !== null && <ErrorAlert error={error} />}
        <div role="status">
          {shown !== null && <ShownSecret cameraId={camera.camera_id} secret={shown} onDone={() => setShown(null)} />}
        </div>
        <TableOrCards
          items={secrets}
          keyOf={({ secret_id }) => secret_id}
          columns={columnsOf(setRevoking)}
          wide={["id"]}
          plain={["id", "revoke"]}
          wrapLines
          label={t.title}
          loading={false}
          loadingText={texts.app.loading}
          empty={<Box textAlign="center">{t.none}</Box>}
        />
      </SpaceBetween>
      {revoking !== null && <Revoke camera={camera} secret={revoking} onClose={() => setRevoking(null)} />}
    </Container>
  );
}
