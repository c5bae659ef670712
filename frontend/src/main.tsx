import "@cloudscape-design/global-styles/index.css";
import "./styles.css";

import { StrictMode } from "react";
import { flushSync } from "react-dom";
import { createRoot, type Root } from "react-dom/client";
import { UNSAFE_createBrowserHistory as createHistory } from "react-router";

import { App } from "@/app/App";
import { isLikelyShown, leadVisitorToSignIn } from "@/app/entrance";
import { preloadPages } from "@/app/preload";
import { fetchPageAt } from "@/app/routes";
import { StartFailed } from "@/app/StartFailed";
import { createApiClient } from "@/client";
import { createCognitoAuth } from "@/lib/auth/cognito";
import { shareSession } from "@/lib/auth/tabs";
import { loadConfig } from "@/lib/config";
import { dropKeptOfOthers } from "@/lib/kept";
import type { Services } from "@/lib/services";
import { language } from "@/lib/texts/language";
import { followTheme } from "@/lib/theme";

async function connect(): Promise<Services> {
  const config = await loadConfig();
  const auth = createCognitoAuth(config);
  await auth.resume();
  return { config, auth, client: createApiClient(config.apiUrl, auth) };
}

async function start(root: Root): Promise<void> {
  // Fetches the page's own code while the session is looked up.
  const early = isLikelyShown(location.pathname) ? fetchPageAt(location.pathname) : null;
  const services = await connect();
  if (early === null) leadVisitorToSignIn(services.auth);
  // What index.html says stays until there is more to show than that something is loading.
  await (early ?? fetchPageAt(location.pathname));
  dropKeptOfOthers(services.auth);
  shareSession(services.auth);
  preloadPages(services.auth);
  // At once, and with it what asks the API, which would else wait until the page is painted.
  flushSync(() =>
    root.render(
      <StrictMode>
        <App services={services} history={createHistory({ v5Compat: true })} />
      </StrictMode>,
    ),
  );
}

followTheme();
document.documentElement.lang = language;
const place = document.getElementById("root");
if (place === null) throw new Error("index.html lacks #root");
const root = createRoot(place);
start(root).catch((error: unknown) => root.render(<StartFailed error={error} />));
