import { matchRoutes, type RouteObject } from "react-router";

import { withAround } from "./around";
import { ForAdmins, ForMembers, ForOperators, ForStaff, ForVisitors } from "./guards";
import { lazyPage } from "./LatePage";
import { NotFoundPage } from "./NotFoundPage";
import { PAGES, type LoadPage } from "./pages";
import { Shell } from "./Shell";

/** What fetches the page of a route, by the route's path. */
const fetches = new Map<string, () => Promise<void>>();

function at(path: string, load: LoadPage): RouteObject {
  const { Page, fetch } = lazyPage(load);
  fetches.set(path, fetch);
  return { path, element: <Page /> };
}

/** A page for who is signed in. */
const own = (path: string, load: LoadPage): RouteObject => at(path, withAround(load));

/** Names the routes of pages for who is signed in. */
const MEMBERS = "members";

/** Every page by its address. Each comes as a chunk of its own when it is first wanted. */
export const routes: RouteObject[] = [
  {
    element: <Shell />,
    children: [
      {
        element: <ForVisitors />,
        children: [
          at("/sign-in", PAGES.signIn),
          at("/sign-up", PAGES.signUp),
          at("/confirm", PAGES.confirm),
          at("/forgotten-password", PAGES.forgottenPassword),
        ],
      },
      {
        id: MEMBERS,
        element: <ForMembers />,
        children: [
          own("/", PAGES.upload),
          own("/uploads", PAGES.myUploads),
          own("/uploads/:uploadId", PAGES.uploadDetail),
          own("/reads/:readId", PAGES.read),
          own("/account", PAGES.account),
          {
            element: <ForOperators />,
            children: [
              own("/now", PAGES.now),
              own("/visits", PAGES.visits),
              own("/visits/:visitId", PAGES.visit),
              own("/sites/:siteId/occupancy", PAGES.occupancy),
              own("/sites/:siteId/charts", PAGES.parkingCharts),
              own("/review", PAGES.review),
              own("/reads", PAGES.reads),
              own("/plates", PAGES.plate),
              own("/plates/dossier", PAGES.dossier),
              own("/insights", PAGES.insights),
              own("/alerts", PAGES.alerts),
            ],
          },
          {
            element: <ForStaff />,
            children: [
              own("/cameras", PAGES.cameras),
              own("/cameras/:cameraId", PAGES.camera),
              own("/lists", PAGES.lists),
              own("/lists/:listId", PAGES.list),
            ],
          },
          {
            element: <ForAdmins />,
            children: [
              own("/cameras/new/:siteId", PAGES.newCamera),
              own("/sites/:siteId/setup", PAGES.parkingSetup),
              own("/channels", PAGES.channels),
              own("/people", PAGES.people),
              own("/audit", PAGES.audit),
              own("/settings", PAGES.settings),
            ],
          },
        ],
      },
      { path: "*", element: <NotFoundPage /> },
    ],
  },
];

/** Whether an address is of a page for who is signed in. */
export const isForMembers = (pathname: string): boolean =>
  matchRoutes(routes, pathname)?.some(({ route }) => route.id === MEMBERS) ?? false;

/** Fetches the code of the page at an address, if there is one; where it does not come, the page says so in its time. */
export async function fetchPageAt(pathname: string): Promise<void> {
  const path = matchRoutes(routes, pathname)?.at(-1)?.route.path ?? "";
  await fetches
    .get(path)?.()
    .catch(() => undefined);
}
