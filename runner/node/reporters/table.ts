/**
 * The table of scenarios against versions, with the stories of what is broken below the file that it is in.
 */
import { closingLine } from "../../report/summary.ts";
import { VersionTable } from "../../report/versionTable.ts";
import type { Machine } from "../../machine/machine.ts";
import { pageFor, print } from "../output.ts";
import type { Reporter } from "./reporter.ts";
import { Stories } from "./stories.ts";

/** What the summary puts before a remark. */
const INDENT = 6;

export function tableReporter(machine: () => Machine, versions: readonly string[]): Reporter {
  const page = pageFor(process.stdout);
  const table = new VersionTable(versions, page, print);
  const stories = new Stories({ ...page, width: page.width - INDENT }, machine);
  return {
    async result(result) {
      table.result(result, stories.ofFound(result));
    },
    async end(report, files) {
      // nothing was judged because of what is wrong, and that was said
      if (report.results.length === 0 && files.some((file) => file.broken)) return;
      table.end();
      print(`\n${closingLine(report, page.theme)}`);
    },
  };
}
