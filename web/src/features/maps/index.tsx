/** The maps of the workspace, and how a new one begins. */
export { MapsPage } from "./page";
