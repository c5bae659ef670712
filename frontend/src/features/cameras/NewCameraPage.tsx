import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useNavigate, useParams } from "react-router";

import type { Site } from "@/client";
import { saveCamera, sitesQuery } from "@/lib/api/sites";
import { refusedFields } from "@/lib/errors";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { Loading } from "@/lib/ui/Loading";
import { PageHeading } from "@/lib/ui/PageHeading";
import { RouterLink } from "@/lib/ui/RouterLink";

import { CameraForm } from "./form/CameraForm";
import { NEW } from "./form/draft";
import { Outcome } from "./Outcome";
import { useChange } from "./use-change";

const { cameras: t } = texts;

function NewCamera({ site, limit }: { site: Site; limit: number }): ReactNode {
  const navigate = useNavigate();
  const { mutate, error, isPending } = useChange({
    send: saveCamera,
    onDone: ({ camera_id }) => void navigate(`/cameras/${camera_id}`, { replace: true }),
  });
  return (
    <SpaceBetween size="l">
      <PageHeading title={t.form.newTitle} lead={t.form.newLead(site.name)} />
      <RouterLink to="/cameras">{t.back}</RouterLink>
      <Outcome error={error} saved={false} />
      <CameraForm
        site={site}
        start={NEW}
        limit={limit}
        refused={refusedFields(error, t.wrong)}
        saving={isPending}
        onSave={mutate}
      />
    </SpaceBetween>
  );
}

/** Adds a camera at a site. Then its own page asks for its secret. */
export function NewCameraPage(): ReactNode {
  const { client } = useServices();
  const { siteId } = useParams();
  const { data, error, isPending, refetch } = useQuery(sitesQuery(client));
  const site = data?.sites.find(({ site_id, removed_at }) => site_id === siteId && removed_at === null);
  if (error !== null) return <ErrorAlert error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Loading label={t.loading} />;
  if (site === undefined)
    return <PageHeading title={t.missingSite} lead={<RouterLink to="/cameras">{t.back}</RouterLink>} />;
  return <NewCamera site={site} limit={data.retention_days_limit} />;
}
