/** A run for a terminal: the lanes, then what each step changed in the state. */
import { lanes } from "../lanes.ts";
import { wrap } from "../layout.ts";
import type { Page } from "../theme.ts";
import { verdictWords } from "../verdictWords.ts";
import type { RunStory } from "./runStory.ts";

/** As it is printed, without a line break at its end. */
export function traceText({ trace, again }: RunStory, page: Page): string {
  const { theme, width } = page;
  const marked = trace.verdict === "held" ? undefined : trace.steps.at(-1)?.number;
  const verdict = trace.verdict === "held" ? theme.good : theme.bad;
  return [
    `${theme.strong(trace.scenario)} on ${trace.windows}`,
    ...wrap(verdictWords(trace), width - 2, "  ").map((line) => `  ${verdict(line)}`),
    ...(trace.steps.length === 0 ? [] : ["", ...lanes(trace, page, marked)]),
    ...(trace.truncated ? [theme.faint("  … and more steps than fit into the journal")] : []),
    ...differences({ trace }, page),
    ...(again === undefined ? [] : ["", theme.faint(`Again: ${again}`)]),
  ].join("\n");
}

function differences({ trace }: Pick<RunStory, "trace">, { theme, width }: Page): string[] {
  const told = trace.steps.flatMap(({ number, changes }) =>
    changes.flatMap(({ words }, index) =>
      wrap(words, width - 6, "  ").map((line, place) =>
        `${theme.faint(index === 0 && place === 0 ? String(number).padStart(4) : "    ")}  ${line}`)));
  return told.length === 0 ? [] : ["", theme.strong("What each step changed"), ...told];
}
