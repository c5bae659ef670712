export { en as texts } from "./en/index.ts";
