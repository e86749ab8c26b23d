/** `guise corpus`: a door to what can be done with corpora. */
export { merge } from "../corpus/merge.ts";
export { show } from "../corpus/show.ts";
export { clean, minimize } from "../corpus/tidy.ts";
