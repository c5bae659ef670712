import type { RouteObject } from "react-router";

import { Loading } from "@/lib/ui/Loading";

import { ForAdmins, ForMembers, ForOperators, ForStaff, ForVisitors } from "./guards";
import { lazyPage } from "./LatePage";
import { NotFoundPage } from "./NotFoundPage";
import { PAGES, type LoadPage } from "./pages";
import { RouteError } from "./RouteError";
import { Shell } from "./Shell";

const at = (path: string, load: LoadPage): RouteObject => ({ path, lazy: lazyPage(load) });

/** Every page by its address. Each comes as a chunk of its own when it is first wanted. */
export const routes: RouteObject[] = [
  {
    element: <Shell />,
    errorElement: <RouteError />,
    hydrateFallbackElement: <Loading />,
    children: [
      {
        errorElement: <RouteError />,
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
            element: <ForMembers />,
            children: [
              at("/", PAGES.upload),
              at("/uploads", PAGES.myUploads),
              at("/uploads/:uploadId", PAGES.uploadDetail),
              at("/reads/:readId", PAGES.read),
              at("/account", PAGES.account),
              {
                element: <ForOperators />,
                children: [
                  at("/now", PAGES.now),
                  at("/visits", PAGES.visits),
                  at("/visits/:visitId", PAGES.visit),
                  at("/sites/:siteId/occupancy", PAGES.occupancy),
                  at("/sites/:siteId/charts", PAGES.parkingCharts),
                  at("/review", PAGES.review),
                  at("/reads", PAGES.reads),
                  at("/plates", PAGES.plate),
                  at("/plates/dossier", PAGES.dossier),
                  at("/insights", PAGES.insights),
                  at("/alerts", PAGES.alerts),
                ],
              },
              {
                element: <ForStaff />,
                children: [
                  at("/cameras", PAGES.cameras),
                  at("/cameras/:cameraId", PAGES.camera),
                  at("/lists", PAGES.lists),
                  at("/lists/:listId", PAGES.list),
                ],
              },
              {
                element: <ForAdmins />,
                children: [
                  at("/cameras/new/:siteId", PAGES.newCamera),
                  at("/sites/:siteId/setup", PAGES.parkingSetup),
                  at("/channels", PAGES.channels),
                  at("/people", PAGES.people),
                  at("/audit", PAGES.audit),
                  at("/settings", PAGES.settings),
                ],
              },
            ],
          },
          { path: "*", element: <NotFoundPage /> },
        ],
      },
    ],
  },
];
