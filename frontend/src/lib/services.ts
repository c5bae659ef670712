import { createContext, use } from "react";

import type { ApiClient } from "@/client";
import type { Auth } from "@/lib/auth/auth";
import type { RuntimeConfig } from "@/lib/config";

/** What the pages need of the world outside; tests give them another one. */
export type Services = { config: RuntimeConfig; auth: Auth; client: ApiClient };

export const ServicesContext = createContext<Services | null>(null);

/** The services that the app was started with. */
export function useServices(): Services {
  const services = use(ServicesContext);
  if (services === null) throw new Error("useServices needs a ServicesContext above it");
  return services;
}
