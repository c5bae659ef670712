import type { ComponentType } from "react";

/** Fetches the code of a page. */
export type LoadPage = () => Promise<ComponentType>;

/** A sign-in page, and beside it what sends its forms: who sees the page has both. */
const entering = async <Module>(page: Promise<Module>): Promise<Module> =>
  (await Promise.all([page, import("@/lib/auth/entering")]))[0];

/** Every page's code, each a chunk of its own. */
export const PAGES = {
  signIn: async () => (await entering(import("@/features/auth/SignInPage"))).SignInPage,
  signUp: async () => (await entering(import("@/features/auth/SignUpPage"))).SignUpPage,
  confirm: async () => (await entering(import("@/features/auth/ConfirmPage"))).ConfirmPage,
  forgottenPassword: async () =>
    (await entering(import("@/features/auth/ForgottenPasswordPage"))).ForgottenPasswordPage,
  upload: async () => (await import("@/features/upload/UploadPage")).UploadPage,
  myUploads: async () => (await import("@/features/my-uploads/MyUploadsPage")).MyUploadsPage,
  uploadDetail: async () => (await import("@/features/my-uploads/UploadDetailPage")).UploadDetailPage,
  read: async () => (await import("@/features/reads/ReadPage")).ReadPage,
  review: async () => (await import("@/features/review/ReviewPage")).ReviewPage,
  reads: async () => (await import("@/features/search/ReadsPage")).ReadsPage,
  plate: async () => (await import("@/features/plates/PlatePage")).PlatePage,
  now: async () => (await import("@/features/now/NowPage")).NowPage,
  visits: async () => (await import("@/features/visits/VisitsPage")).VisitsPage,
  visit: async () => (await import("@/features/visits/VisitPage")).VisitPage,
  occupancy: async () => (await import("@/features/occupancy/OccupancyPage")).OccupancyPage,
  parkingCharts: async () => (await import("@/features/occupancy/charts/ChartsPage")).ChartsPage,
  parkingSetup: async () => (await import("@/features/occupancy/setup/SetupPage")).SetupPage,
  dossier: async () => (await import("@/features/plates/dossier/DossierPage")).DossierPage,
  insights: async () => (await import("@/features/insights/InsightsPage")).InsightsPage,
  audit: async () => (await import("@/features/audit/AuditPage")).AuditPage,
  cameras: async () => (await import("@/features/cameras/CamerasPage")).CamerasPage,
  newCamera: async () => (await import("@/features/cameras/NewCameraPage")).NewCameraPage,
  camera: async () => (await import("@/features/cameras/CameraPage")).CameraPage,
  alerts: async () => (await import("@/features/alerts/AlertsPage")).AlertsPage,
  lists: async () => (await import("@/features/lists/ListsPage")).ListsPage,
  list: async () => (await import("@/features/lists/ListPage")).ListPage,
  channels: async () => (await import("@/features/channels/ChannelsPage")).ChannelsPage,
  account: async () => (await import("@/features/account/AccountPage")).AccountPage,
  people: async () => (await import("@/features/people/PeoplePage")).PeoplePage,
  settings: async () => (await import("@/features/settings/SettingsPage")).SettingsPage,
} satisfies Record<string, LoadPage>;
