/*
 * What `each` of a table makes of its columns. A column behind `||` that nothing demands would let the table
 * pass whatever its cells say, which is an error; a given column that nothing reads makes rows that differ by
 * it alone the same case, which is worth a warning.
 */
import { pathText } from "../resolve/members.ts";
import type { Declarations } from "../resolve/model.ts";
import type { Report } from "../resolve/report.ts";
import type { Cell, TableItem } from "../syntaxTree.ts";

/** The column whose cells say on which versions a row holds; `each` has no need to name it. */
export const guardColumn = "windows";

/** The name that a cell of the header gives to its column; undefined: it is none. */
export function columnName(cell: Cell): string | undefined {
  if (cell.kind !== "valueCell" || cell.alternatives.length > 1) return undefined;
  const [atom] = cell.alternatives;
  return atom?.kind === "path" && atom.parts.length === 1 ? pathText(atom) : undefined;
}

/** Whether something of the table could not be read. */
export function isCut({ span: { start, end } }: TableItem, { whole }: Declarations): boolean {
  return whole.file.leftOut.some(({ span }) => span.start < end && span.end > start);
}

/** Says which columns are named twice or not at all, and which `each` does not use. */
export function checkColumns(table: TableItem, declarations: Declarations, report: Report): void {
  const { procedures } = declarations;
  const { given, demanded = [] } = table.header;
  const seen = new Set<string>();
  for (const cell of [...given, ...demanded]) {
    const name = columnName(cell);
    if (name === undefined) report.say("SCN052/name", cell.span);
    else if (seen.has(name)) report.say("SCN052/twice", cell.span, name);
    seen.add(name ?? "");
  }
  // what could not be read may have used them
  if (isCut(table, declarations)) return;
  const isRoutine = (name: string): boolean => !procedures.has(name);
  const read = new Set(wordsIn(table.each, () => false));
  const judged = new Set(wordsIn(table.each, isRoutine));
  for (const cell of given) {
    const name = columnName(cell);
    if (name === undefined || name === guardColumn || read.has(name)) continue;
    report.say("SCN052/given", cell.span, name);
  }
  for (const cell of demanded) {
    const name = columnName(cell);
    if (name !== undefined && name !== guardColumn && !judged.has(name)) report.say("SCN052", cell.span, name);
  }
}

/**
 * The first words of all paths in a part of the tree, but for those that are handed over to calls of the
 * routines named: what a routine is given is not demanded of it.
 */
function* wordsIn(node: unknown, leavesOut: (routine: string) => boolean): Generator<string> {
  if (Array.isArray(node)) {
    for (const each of node) yield* wordsIn(each, leavesOut);
    return;
  }
  if (typeof node !== "object" || node === null) return;
  const { kind, parts, routine } = node as Readonly<Record<string, unknown>>;
  if (kind === "path") yield (parts as readonly { text: string }[])[0]!.text;
  const isLeftOut = kind === "call" && leavesOut((routine as { text: string }).text);
  for (const [key, part] of Object.entries(node)) {
    if (!(isLeftOut && key === "arguments")) yield* wordsIn(part, leavesOut);
  }
}
