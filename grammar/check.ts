/*
 * Checks all scenarios of a file, and what no scenario reaches as well: a driver that nobody enters is read
 * like any other.
 */
import type { Phased } from "./diagnostics.ts";
import { checkAttacker } from "./check/attackers.ts";
import { checkUnused } from "./check/unused.ts";
import { checkScenario, sourceOf, type Source } from "./check/scenarios.ts";
import { rowsOf } from "./check/tables.ts";
import type { Size } from "./check/context.ts";
import type { CheckedScenario } from "./check/steps.ts";
import type { Declarations } from "./resolve/model.ts";
import { Report } from "./resolve/report.ts";
import type { ScenarioItem, Span, TableItem } from "./syntaxTree.ts";

/** Every scenario and every row of a table, in the order of the text. */
export function check(declarations: Declarations): Phased<readonly CheckedScenario[]> {
  const report = new Report(declarations.whole);
  const size: Size["file"] = { steps: 0, run: new Set() };
  for (const item of declarations.attackers.values()) checkAttacker(item, declarations, report);
  const sources: Source[] = [...declarations.scenarios, ...declarations.tables]
    .sort((first, second) => first.span.start - second.span.start)
    .flatMap((item) => {
      if (item.kind === "table") return rowsOf(item, declarations, size, report);
      const source = sourceOf(item, declarations, report);
      return source === undefined ? [] : [source];
    });
  for (const item of [...declarations.scenarios, ...declarations.tables]) {
    checkShows(item, declarations, report);
  }
  const value = sources.map((source) => checkScenario(source, declarations, size, report));
  checkUnused(sources, declarations, size, report);
  return { value, diagnostics: report.diagnostics };
}

/** A scenario has a title and does something; one that is not read as it is meant might do that. */
function checkShows(item: ScenarioItem | TableItem, { whole }: Declarations, report: Report): void {
  if (item.title.value.trim() === "") report.say("SCN038", item.title.span, item.kind);
  const { start, end } = item.span;
  const isWithin = ({ span }: { readonly span: Span }): boolean => span.start < end && span.end > start;
  const isWhole = !whole.file.leftOut.some(isWithin) && !whole.diagnostics.some(isWithin);
  const isEmpty = item.kind === "scenario" && item.body?.statements.length === 0;
  if (isEmpty && isWhole) report.say("SCN037", item.title.span, item.title.value);
}
