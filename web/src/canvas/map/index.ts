/** A map's parts as they are drawn in a browser: cards, figures, curves, the little picture. */
export { CardFace, cardLabel, type Faced, frameOf, Pill } from "./card-face";
export { CurveLines } from "./curve-lines";
export { heightOf, LANE_HEIGHT, runsOf, valueAt } from "./curves";
export { FigureFace } from "./figure-face";
export { Glance } from "./glance";
export { roleIcon } from "./icons";
export { ChannelSign, EvidenceSign, FaceSign, LaneSign } from "./signs";
