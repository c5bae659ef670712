import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useNavigate, useParams } from "react-router";

import type { Camera, CameraInput, Site } from "@/client";
import { removeCamera, saveCamera, sitesQuery } from "@/lib/api/sites";
import { isAdmin } from "@/lib/auth/auth";
import { refusedFields } from "@/lib/errors";
import { useServices } from "@/lib/services";
import { useStore } from "@/lib/store";
import { texts } from "@/lib/texts";
import { ConfirmDialog } from "@/lib/ui/ConfirmDialog";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { Loading } from "@/lib/ui/Loading";
import { PageHeading } from "@/lib/ui/PageHeading";
import { RouterLink } from "@/lib/ui/RouterLink";

import { CameraForm } from "./form/CameraForm";
import { draftOf } from "./form/draft";
import { HealthFacts } from "./health/HealthFacts";
import { LivePhotos } from "./live/LivePhotos";
import { Outcome } from "./Outcome";
import { Secrets } from "./Secrets";
import { useChange } from "./use-change";

const { cameras: t } = texts;

/** How a camera is changes slowly. */
const LOOK_AGAIN_MS = 15_000;

function RemoveCamera({ camera }: { camera: Camera }): ReactNode {
  const [asking, setAsking] = useState(false);
  const navigate = useNavigate();
  const { mutate, error, isPending } = useChange({
    send: removeCamera,
    onDone: () => void navigate("/cameras", { replace: true }),
  });
  return (
    <>
      <Button iconName="remove" onClick={() => setAsking(true)}>
        {t.removal.button}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t.removal.title(camera.name)}
          action={t.remove}
          busy={isPending}
          error={error}
          onConfirm={() => mutate(camera)}
          onClose={() => setAsking(false)}
        >
          {t.removal.help}
        </ConfirmDialog>
      )}
    </>
  );
}

type SetupProps = { camera: Camera; site: Site; limit: number };

/** What somebody else changed meanwhile is shown, in place of what was typed; another secret changes nothing typed. */
function Setup({ camera, site, limit }: SetupProps): ReactNode {
  const { mutate, error, isPending, isSuccess } = useChange({ send: saveCamera });
  const start = draftOf(camera);
  const save = (input: CameraInput): void => mutate({ ...input, camera_id: camera.camera_id, version: camera.version });
  return (
    <SpaceBetween size="m">
      <Outcome error={error} saved={isSuccess} />
      <CameraForm
        key={JSON.stringify(start)}
        site={site}
        start={start}
        limit={limit}
        refused={refusedFields(error, t.wrong)}
        saving={isPending}
        onSave={save}
      />
    </SpaceBetween>
  );
}

/** A camera: how it is, its photos as they arrive; for administrators its secrets, what is said of it, and its end. */
export function CameraPage(): ReactNode {
  const { auth, client } = useServices();
  const mayChange = isAdmin(useStore(auth.session));
  const { cameraId } = useParams();
  const { data, error, isPending, refetch } = useQuery({
    ...sitesQuery(client),
    staleTime: 0,
    refetchInterval: LOOK_AGAIN_MS,
  });
  const site = data?.sites.find(({ cameras }) => cameras.some(({ camera_id }) => camera_id === cameraId));
  const camera = site?.cameras.find(({ camera_id }) => camera_id === cameraId);
  if (error !== null) return <ErrorAlert error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Loading label={t.loading} />;
  const back = <RouterLink to="/cameras">{t.back}</RouterLink>;
  if (site === undefined || camera?.removed_at !== null)
    return (
      <PageHeading
        title={t.missing}
        lead={
          <>
            {t.missingHelp} {back}
          </>
        }
      />
    );
  return (
    <SpaceBetween size="l">
      <PageHeading
        title={t.at(camera.name, site.name)}
        lead={back}
        actions={mayChange && <RemoveCamera camera={camera} />}
      />
      <HealthFacts camera={camera} siteIsActive={site.is_active} />
      <LivePhotos cameraId={camera.camera_id} />
      {mayChange && (
        <>
          <Secrets camera={camera} />
          <Setup camera={camera} site={site} limit={data.retention_days_limit} />
        </>
      )}
    </SpaceBetween>
  );
}
