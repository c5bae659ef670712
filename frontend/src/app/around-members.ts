export { AccountMenu } from "./AccountMenu";
export { Navigation } from "./navigation/Navigation";
export { OffChannels } from "./OffChannels";
export { Queries } from "./Queries";
export { Watch } from "./Watch";
