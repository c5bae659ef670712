import { UserError } from "@/lib/errors";
import { texts } from "@/lib/texts/first";

/** What differs between the stages; one build serves them all. */
export type RuntimeConfig = {
  stage: string;
  apiUrl: string;
  userPoolId: string;
  userPoolClientId: string;
  /** Where Cognito is on a laptop; null on AWS. */
  userPoolEndpoint: string | null;
  /** Where a laptop shows the mails that Cognito would send; null on AWS. */
  mailUrl: string | null;
  /** Who may sign up without an invitation: everybody (null), or those with an address at one of these domains. */
  signUpDomains: readonly string[] | null;
};

type Fields = Record<string, unknown>;

const required = (data: Fields, name: string): string => {
  const value = data[name];
  if (typeof value !== "string" || value === "") throw new UserError(texts.errors.configLacks(name));
  return value;
};

const optional = (data: Fields, name: string): string | null => {
  const value = data[name];
  return typeof value === "string" && value !== "" ? value : null;
};

/** As serverless.yml has it: open, closed, or domains with commas. */
const domainsOf = (rule: string): readonly string[] | null =>
  rule === "open" ? null : rule === "closed" ? [] : rule.split(",").map((domain) => domain.trim());

/**
 * Checks what the web server gave.
 *
 * @param data - The parsed /config.json.
 * @throws UserError naming the setting that is missing.
 */
export function parseConfig(data: unknown): RuntimeConfig {
  const fields: Fields = typeof data === "object" && data !== null ? { ...data } : {};
  return {
    stage: required(fields, "stage"),
    apiUrl: required(fields, "api_url").replace(/\/+$/, ""),
    userPoolId: required(fields, "user_pool_id"),
    userPoolClientId: required(fields, "user_pool_client_id"),
    userPoolEndpoint: optional(fields, "user_pool_endpoint"),
    mailUrl: optional(fields, "mail_url"),
    signUpDomains: domainsOf(required(fields, "sign_up")),
  };
}

/**
 * Fetches the settings of the stage this page was served by.
 *
 * @throws UserError when there are none, or they cannot be used.
 */
export async function loadConfig(): Promise<RuntimeConfig> {
  const data: unknown = await fetch("/config.json")
    .then((response) => (response.ok ? response.json() : null))
    .catch(() => null);
  if (data === null) throw new UserError(texts.errors.configUnreachable);
  return parseConfig(data);
}
