/**
 * What a small file that holds and was compiled before does not need: the compiler, stories, every command
 * but `run`. It is one door, because each further one would part the code behind it into more pieces, and a
 * start reads every piece.
 */
export { compileNoting, siblingsOf } from "./compileSources.ts";
export { suggestionFor } from "../../grammar/words.ts";
export { titlesThereAre } from "./nearTitles.ts";
export { listingOf } from "./listing.ts";
export { renderDiagnostics } from "../../grammar/renderDiagnostic.ts";
export { RunPool } from "./workerPool.ts";
export { jsonReporter } from "./reporters/json.ts";
export { junitReporter } from "./reporters/junit.ts";
export { sarifReporter } from "./reporters/sarif.ts";
export { tapReporter } from "./reporters/tap.ts";
export { tableReporter } from "./reporters/table.ts";
export { Stories } from "./reporters/stories.ts";
export { fuzz } from "./commands/fuzz.ts";
export { check } from "./commands/check.ts";
export { format } from "./commands/format.ts";
export { replay } from "./commands/replay.ts";
export { shrink } from "./commands/shrink.ts";
export { diff } from "./commands/diff.ts";
export { explain } from "./commands/explain.ts";
export { trace } from "./commands/trace.ts";
export { reference } from "./commands/reference.ts";
export { clean, merge, minimize, show } from "./commands/corpus.ts";
