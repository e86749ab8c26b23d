/**
 * Scenarios against versions, for people: a row per scenario, a column per version, a mark per verdict. Below
 * the rows of a file stand the reasons of what did not hold; the legend explains the marks that were used.
 */
import { versionNamed } from "../../core/tables/versions.ts";
import type { ScenarioResult, ScenarioVerdict } from "../campaign/results.ts";
import { wrap } from "./layout.ts";
import { faredAlike, groupLines } from "./summary.ts";
import type { Page, Theme } from "./theme.ts";

const marks: Readonly<Record<ScenarioVerdict, string>> = {
  held: "✓",
  failed: "✗",
  vacuous: "∅",
  "bug check": "‼",
  "world full": "□",
};
const NOT_HERE = "·";
/** Columns that a title has at least, and what stands before it. */
const TITLE_MIN = 28;
const INDENT = "  ";

interface Cell {
  readonly result: ScenarioResult;
  readonly remarks: readonly string[];
}

/** Takes results as they arrive and prints the rows of a file when it is complete. */
export class VersionTable {
  private readonly used = new Set<ScenarioVerdict | "none">();
  /** Systems that are no Windows on which a scenario for all other columns does not run. */
  private readonly left = new Set<string>();
  private cells: Cell[] = [];

  /** `versions` are the columns, in their order. */
  constructor(
    private readonly versions: readonly string[],
    private readonly page: Page,
    private readonly print: (text: string) => void,
  ) {}

  /** `remarks` are lines for below the table, such as the story of a failure. */
  result(result: ScenarioResult, remarks: readonly string[] = []): void {
    const last = this.cells[0]?.result;
    if (last !== undefined && last.source.name !== result.source.name) this.flush();
    this.cells.push({ result, remarks });
  }

  /** Prints what is left, and the legend. */
  end(): void {
    this.flush();
    const words = (Object.keys(marks) as ScenarioVerdict[])
      .filter((verdict) => this.used.has(verdict))
      .map((verdict) => `${marks[verdict]} ${verdict}`);
    const legend = [...words, ...(this.used.has("none") ? [`${NOT_HERE} not for this version`] : [])];
    if (legend.length > 0) this.print(`\n${INDENT}${this.page.theme.faint(legend.join("   "))}`);
    for (const name of this.left) {
      const hint = `\`windows all\` of a scenario is every Windows; \`windows all, ${name}\` is ${name} too`;
      this.print(`${INDENT}${this.page.theme.faint(hint)}`);
    }
  }

  private flush(): void {
    const [first] = this.cells;
    if (first === undefined) return;
    const lines = linesOf(this.cells.map(({ result }) => result));
    const width = this.titleWidth([...lines.keys()]);
    const head = `${INDENT}${" ".repeat(width)}${this.versions.map((name) => ` ${name}`).join("")}`;
    this.print(this.page.theme.strong(first.result.source.name));
    this.print(this.page.theme.faint(head));
    for (const [title, results] of lines) this.print(this.row(title, results, width));
    this.printReasons();
    this.cells = [];
  }

  private titleWidth(titles: readonly string[]): number {
    const columns = this.versions.reduce((sum, name) => sum + name.length + 1, INDENT.length);
    const room = Math.max(this.page.width - columns, TITLE_MIN);
    return Math.min(Math.max(...titles.map((title) => title.length)), room);
  }

  private row(title: string, results: readonly ScenarioResult[], width: number): string {
    const [line, ...rest] = wrap(title, width);
    const cells = this.versions.map((version) => ` ${this.cell(results, version)}`).join("");
    const missing = this.versions.filter((version) => !results.some((result) => result.version === version));
    if (missing.length === 1 && versionNamed(missing[0]!)?.windows === false) this.left.add(missing[0]!);
    return [`${INDENT}${line!.padEnd(width)}${cells}`.trimEnd(), ...rest.map((each) => INDENT + each)].join(
      "\n",
    );
  }

  /** The mark under the middle of the version's name. */
  private cell(results: readonly ScenarioResult[], version: string): string {
    const verdict = results.find((result) => result.version === version)?.verdict;
    this.used.add(verdict ?? "none");
    const before = Math.floor((version.length - 1) / 2);
    const mark = verdict === undefined ? this.page.theme.faint(NOT_HERE) : coloured(verdict, this.page.theme);
    return `${" ".repeat(before)}${mark}${" ".repeat(version.length - before - 1)}`;
  }

  /** What did not hold, as `run` says it without a table. */
  private printReasons(): void {
    let group: Cell[] = [];
    const finish = (): void => {
      if (group.length === 0) return;
      const remarks = group.flatMap((each) => each.remarks.map((remark) => `      ${remark}`));
      this.print([...groupLines(group.map(({ result }) => result), this.page), ...remarks].join("\n"));
      group = [];
    };
    for (const cell of this.cells.filter(({ result }) => result.verdict !== "held")) {
      if (group.length > 0 && !faredAlike(group[0]!.result, cell.result)) finish();
      group.push(cell);
    }
    finish();
  }
}

/**
 * Results by what stands before them: a scenario's title; a whole table's, as long as all of its rows held.
 */
function linesOf(results: readonly ScenarioResult[]): ReadonlyMap<string, readonly ScenarioResult[]> {
  const tables = byKey(results, ({ scenario }) => tableOf(scenario));
  const title = ({ scenario }: ScenarioResult): string => {
    const rows = tables.get(tableOf(scenario))!;
    const count = new Set(rows.map((row) => row.scenario)).size;
    return count > 1 && rows.every((row) => row.verdict === "held")
      ? `${tableOf(scenario)} (${count} rows)`
      : scenario;
  };
  return byKey(results, title);
}

/** Title of the table that a row belongs to; any other title is itself. */
const tableOf = (title: string): string => title.replace(/, row \d+(: .*)?$/, "");

function byKey<Each>(all: readonly Each[], key: (each: Each) => string): Map<string, Each[]> {
  const found = new Map<string, Each[]>();
  for (const each of all) found.set(key(each), [...(found.get(key(each)) ?? []), each]);
  return found;
}

function coloured(verdict: ScenarioVerdict, theme: Theme): string {
  const mark = marks[verdict];
  if (verdict === "held") return theme.good(mark);
  return verdict === "vacuous" ? theme.doubtful(mark) : theme.bad(mark);
}
