/**
 * Lines for people: summaries as results arrive, below them what was saved and the stories of what is broken.
 */
import type { Machine } from "../../machine/machine.ts";
import { Summary } from "../../report/summary.ts";
import { counted } from "../../report/words.ts";
import { pageFor, print } from "../output.ts";
import { knownLines } from "./knownLines.ts";
import type { FuzzClosing, Reporter } from "./reporter.ts";
import type { Stories } from "./stories.ts";

/** What the summary puts before a remark. */
const INDENT = 6;

export function prettyReporter(machine: () => Machine): Reporter {
  const page = pageFor(process.stdout);
  const summary = new Summary({ page, print });
  let stories: Stories | undefined;
  return {
    begin({ opening, known }) {
      print([opening, ...knownLines(known, page.theme)].join("\n"));
    },
    async result(result, details) {
      if (details === undefined && result.failures.length === 0) return summary.result(result);
      stories ??= new (await import("../onDemand.ts")).Stories(
        { ...page, width: page.width - INDENT },
        machine,
      );
      await summary.result(
        result,
        details === undefined ? stories.ofFound(result) : stories.ofSaved(result, details),
      );
    },
    async end(report, files, closing) {
      // nothing was judged because of what is wrong, and that was said
      if (report.results.length === 0 && files.some((file) => file.broken)) return;
      await summary.end(report);
      if (closing !== undefined) print(closingLines(closing).join("\n"));
    },
  };
}

/** What was left for later, and at last the command that repeats the run. */
function closingLines({ left, again }: FuzzClosing): string[] {
  const [first, ...more] = left;
  const others = more.length === 0 ? "" : `, and ${counted(more.length, "other")} beside it`;
  return [
    ...(first === undefined ? [] : [`learnt: ${first}${others}`]),
    ...(again.length === 0 ? [] : ["again:", ...again.map((each) => `  ${each}`)]),
  ];
}
