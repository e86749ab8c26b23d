/*
 * Tables: each row is a case with its own name and place. `*` stands for all values of its column; where rows
 * overlap after that, the first one holds, so that a table reads from the special to the general.
 */
import { pathText } from "../resolve/members.ts";
import type { Declarations } from "../resolve/model.ts";
import type { Report } from "../resolve/report.ts";
import type { Atom, Cell, Row, TableItem } from "../syntaxTree.ts";
import { wordNamed, wordsOf, type WordKind } from "../words.ts";
import { checkColumns, columnName, guardColumn, isCut } from "./columns.ts";
import { newSize, type CheckContext, type Size } from "./context.ts";
import { levelsInOrder } from "./levels.ts";
import { bitsKindOf, bitsValue, maskValue, valueOf } from "./operands.ts";
import type { Source } from "./scenarios.ts";
import { Known } from "./known.ts";
import { Scope, type Place } from "./scope.ts";
import { inCell, type Value } from "./values.ts";
import { defaultVersions, versionsOfGuard, versionsOfHead } from "./versions.ts";

/** Kinds of words of which there are few enough for `*`. */
const finiteKinds: readonly WordKind[] = ["level", "tokenType", "tracking", "elevation", "integrity", "mode"];
const casesMax = 2000;

/** One value of a column in one case. */
interface Choice { readonly text: string; readonly value?: Value; readonly versions?: readonly string[] }

/** The cases of a table. */
export function rowsOf(
  table: TableItem, declarations: Declarations, file: Size["file"], report: Report,
): Source[] {
  const context: CheckContext = {
    declarations, text: declarations.text, report, replacements: new Map(), size: newSize(file),
    playing: new Map(), concerned: new Set(),
  };
  const head = table.head ?? declarations.windows;
  const versions =
    head === undefined ? defaultVersions() : report.quietly(() => versionsOfHead(head, report));
  const place: Place = {
    scope: new Scope(), inside: [], versions, known: { now: Known.nothing },
    left: { now: undefined },
  };
  checkColumns(table, declarations, report);
  if (table.rows.length === 0 && !isCut(table, declarations)) report.say("SCN050/none", table.header.span);
  const reader = new TableReader(table, place, context);
  return table.rows.flatMap((row, index) => reader.cases(row, index));
}

class TableReader {
  private readonly given: readonly string[];
  private readonly demanded: readonly string[];
  private readonly claimed = new Set<string>();
  private tried = 0;

  constructor(
    private readonly table: TableItem, private readonly place: Place, private readonly context: CheckContext,
  ) {
    this.given = table.header.given.map((cell) => columnName(cell) ?? "");
    this.demanded = (table.header.demanded ?? []).map((cell) => columnName(cell) ?? "");
  }

  /** The cases of a row that no row before has claimed. */
  cases(row: Row, index: number): Source[] {
    const cells = row.given.length + (row.demanded?.length ?? 0);
    const columns = this.given.length + this.demanded.length;
    if (row.given.length !== this.given.length || (row.demanded?.length ?? 0) !== this.demanded.length) {
      if (cells !== columns) this.context.report.say("SCN050", row.span, String(cells), String(columns));
      else {
        const [here, there] = [row.given.length, this.given.length].map(String);
        this.context.report.say("SCN050/sides", row.span, here!, there!);
      }
      return [];
    }
    const given = row.given.map((cell, column) => this.choices(cell, column));
    const demanded = (row.demanded ?? []).map((cell) => this.demandedChoice(cell));
    if (
      !given.every((choices) => choices !== undefined) ||
      !demanded.every((choice) => choice !== undefined)
    ) {
      return [];
    }
    const found: Source[] = [];
    for (const choices of combinations(given)) {
      this.tried += 1;
      if (this.tried > casesMax) {
        if (this.tried === casesMax + 1) {
          this.context.report.say(
            "SCN071", row.span, "cases of a table", `more than ${casesMax}`, String(casesMax),
          );
        }
        return found;
      }
      const source = this.case(row, index, choices, demanded, given.some((each) => each.length > 1));
      if (source !== undefined) found.push(source);
    }
    // where no version satisfies its guard, that was said
    const isPossible = this.versionsOf(given.flat()).length > 0;
    if (found.length === 0 && isPossible) this.context.report.say("SCN067", row.span);
    return found;
  }

  private case(
    row: Row, index: number, given: readonly Choice[], demanded: readonly Choice[], several: boolean,
  ): Source | undefined {
    const versions = this.versionsOf(given);
    const others = given
      .filter((choice) => choice.versions === undefined)
      .map((choice) => choice.text)
      .join(" | ");
    const free = versions.filter((version) => !this.claimed.has(`${version} | ${others}`));
    free.forEach((version) => this.claimed.add(`${version} | ${others}`));
    if (free.length === 0) return undefined;
    const scope = new Scope();
    given.forEach((choice, column) => choice.value && scope.add(this.given[column]!, choice.value));
    demanded.forEach((choice, column) => choice.value && scope.add(this.demanded[column]!, choice.value));
    const { table } = this;
    const which = several ? `: ${given.map((choice) => choice.text).join(" | ")}` : "";
    return {
      title: `${table.title.value}, row ${index + 1}${which}`, span: row.span,
      row: { table: table.title.value, case: others },
      docComment: row.documentation?.text ?? table.documentation?.text ?? "", body: table.each, scope,
      versions: free, replacements: new Map(), breaks: [], judgedBy: [],
      ...(table.head && { head: table.head }),
    };
  }

  /** Versions on which a row, or one of its cases, holds. */
  private versionsOf(given: readonly Choice[]): readonly string[] {
    return given.find((choice) => choice.versions !== undefined)?.versions ?? this.place.versions;
  }

  /** All values that a cell stands for. Undefined: reported. */
  private choices(cell: Cell, column: number): Choice[] | undefined {
    const { context, place } = this;
    if (this.given[column] === guardColumn) return this.guardChoices(cell);
    if (cell.kind === "guardCell") {
      context.report.say(
        "SCN024", cell.span, this.given[column]!, "a value", "a guard",
        "words, names and numbers; guards stand in a column `windows`",
      );
      return undefined;
    }
    if (cell.kind === "anyCell") return this.allValues(cell, column);
    const values = cell.alternatives.map((atom) => cellValue(atom, place, context));
    return values.every((value) => value !== undefined) ? values : undefined;
  }

  private guardChoices(cell: Cell): Choice[] | undefined {
    if (cell.kind === "anyCell") return [{ text: "*", versions: this.place.versions }];
    if (cell.kind === "guardCell") {
      return [
        {
          text: this.text(cell),
          versions: versionsOfGuard(cell.guard, this.place.versions, this.context.text, this.context.report),
        },
      ];
    }
    const versions = cell.alternatives.map(
      (atom) => ({ kind: "version", text: this.text(atom), span: atom.span }) as const,
    );
    const guard = { kind: "inVersions", versions, span: cell.span } as const;
    return [
      {
        text: this.text(cell),
        versions: versionsOfGuard(guard, this.place.versions, this.context.text, this.context.report),
      },
    ];
  }

  private text(node: { readonly span: { readonly start: number; readonly end: number } }): string {
    return this.context.text.slice(node.span.start, node.span.end);
  }

  /** `*`: what the other cells of the column are tells what it can be. Undefined: reported. */
  private allValues(cell: Cell, column: number): Choice[] | undefined {
    for (const row of this.table.rows) {
      const other = row.given[column];
      if (other?.kind !== "valueCell") continue;
      const atom = other.alternatives[0]!;
      if (atom.kind === "boolean") {
        return [false, true].map((value) => ({ text: String(value), value: { kind: "boolean", value } }));
      }
      const word = atom.kind === "path" ? wordNamed(pathText(atom)) : undefined;
      if (word !== undefined && finiteKinds.includes(word.kind)) return allWords(word.kind);
    }
    this.context.report.say(
      "SCN051", cell.span, this.given[column]!, "values of which nothing here says which there are",
    );
    return undefined;
  }

  /** What a demanded cell stands for; `*` is `any`. Undefined: reported. */
  private demandedChoice(cell: Cell): Choice | undefined {
    const { context, place } = this;
    if (cell.kind === "anyCell") return { text: "*", value: { kind: "any" } };
    if (cell.kind === "guardCell") {
      context.report.say(
        "SCN024", cell.span, "a demanded cell", "a value", "a guard",
        "words and names; guards stand in a column `windows`",
      );
      return undefined;
    }
    const values = cell.alternatives.map((atom) => cellValue(atom, place, context));
    if (!values.every((value) => value !== undefined)) return undefined;
    if (values.length === 1) return values[0];
    return {
      text: this.text(cell),
      value: {
        kind: "alternatives", values: values.flatMap((choice) => (choice.value ? [choice.value] : [])),
      },
    };
  }
}

function cellValue(atom: Atom, place: Place, context: CheckContext): Choice | undefined {
  const text = context.text.slice(atom.span.start, atom.span.end);
  if (atom.kind === "parentheses") {
    const bits = bitsKindOf(atom.inner);
    const mask = bits === undefined
      ? maskValue(atom.inner, "a cell", undefined, place, context)
      : bitsValue(bits, atom.inner, "a cell", place, context);
    const kind = bits ?? "access";
    if (mask === undefined) return undefined;
    return { text, value: inCell({ kind: "word", word: { kind, value: mask }, name: text }, atom.span) };
  }
  if (atom.kind === "path" && pathText(atom) === "any") return { text, value: { kind: "any" } };
  const value = valueOf(atom, place, context);
  return value && { text, value: inCell(value, atom.span) };
}

function allWords(kind: WordKind): Choice[] {
  const names = wordsOf(kind).filter((name) => {
    const word = wordNamed(name)!;
    return kind !== "level" || ("value" in word && levelsInOrder.includes(word.value));
  });
  return names.map((name) => ({ text: name, value: { kind: "word", word: wordNamed(name)!, name } }));
}

function* combinations(columns: readonly (readonly Choice[])[]): Generator<readonly Choice[]> {
  if (columns.length === 0) {
    yield [];
    return;
  }
  for (const first of columns[0]!) for (const rest of combinations(columns.slice(1))) yield [first, ...rest];
}
