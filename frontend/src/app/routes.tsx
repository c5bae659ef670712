import type { RouteObject } from "react-router";

import { Loading } from "@/lib/ui/Loading";

import { ForAdmins, ForMembers, ForOperators, ForVisitors } from "./guards";
import { NotFoundPage } from "./NotFoundPage";
import { RouteError } from "./RouteError";
import { Shell } from "./Shell";

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
              {
                path: "/sign-in",
                lazy: async () => ({ Component: (await import("@/features/auth/SignInPage")).SignInPage }),
              },
              {
                path: "/sign-up",
                lazy: async () => ({ Component: (await import("@/features/auth/SignUpPage")).SignUpPage }),
              },
              {
                path: "/confirm",
                lazy: async () => ({ Component: (await import("@/features/auth/ConfirmPage")).ConfirmPage }),
              },
              {
                path: "/forgotten-password",
                lazy: async () => ({
                  Component: (await import("@/features/auth/ForgottenPasswordPage")).ForgottenPasswordPage,
                }),
              },
            ],
          },
          {
            element: <ForMembers />,
            children: [
              {
                path: "/",
                lazy: async () => ({ Component: (await import("@/features/upload/UploadPage")).UploadPage }),
              },
              {
                path: "/uploads",
                lazy: async () => ({ Component: (await import("@/features/my-uploads/MyUploadsPage")).MyUploadsPage }),
              },
              {
                path: "/uploads/:uploadId",
                lazy: async () => ({
                  Component: (await import("@/features/my-uploads/UploadDetailPage")).UploadDetailPage,
                }),
              },
              {
                path: "/reads/:readId",
                lazy: async () => ({ Component: (await import("@/features/reads/ReadPage")).ReadPage }),
              },
              {
                element: <ForOperators />,
                children: [
                  {
                    path: "/review",
                    lazy: async () => ({ Component: (await import("@/features/review/ReviewPage")).ReviewPage }),
                  },
                  {
                    path: "/reads",
                    lazy: async () => ({ Component: (await import("@/features/search/ReadsPage")).ReadsPage }),
                  },
                  {
                    path: "/plates",
                    lazy: async () => ({ Component: (await import("@/features/plates/PlatePage")).PlatePage }),
                  },
                  {
                    path: "/insights",
                    lazy: async () => ({ Component: (await import("@/features/insights/InsightsPage")).InsightsPage }),
                  },
                ],
              },
              {
                element: <ForAdmins />,
                children: [
                  {
                    path: "/audit",
                    lazy: async () => ({ Component: (await import("@/features/audit/AuditPage")).AuditPage }),
                  },
                  {
                    path: "/settings",
                    lazy: async () => ({ Component: (await import("@/features/settings/SettingsPage")).SettingsPage }),
                  },
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
