/*
 * Items as documents.
 */

import type {
  Cell, DriverItem, Entry, Item, Member, Parameter, ProcedureItem, Row, ScenarioItem, Span, TableItem,
  WorldItem,
} from "../syntaxTree.ts";
import { CommentBook } from "./comments.ts";
import { braces } from "./elements.ts";
import {
  atomDoc, guardText, headDoc, list, pathText, phrasesDoc, stringText, versionsDoc,
} from "./expressions.ts";
import { concat, flatText, group, indent, line, type Doc } from "./layout.ts";
import { blockDoc, codeDoc, propertyDoc } from "./statements.ts";

export function itemDoc(book: CommentBook, item: Item): Doc {
  switch (item.kind) {
    case "use": return `use ${stringText(item.file)}`;
    case "windows": return concat("windows ", versionsDoc(book, item.versions, item.switches));
    case "world": return worldDoc(book, item);
    case "attacker": return concat(
      `attacker ${item.name.text} `, membersDoc(book, item.members, bracesOf(item.name.span, item.span)),
    );
    case "driver": return driverDoc(book, item);
    case "procedure": return procedureDoc(book, item);
    case "property": return propertyDoc(book, item);
    case "scenario": return scenarioDoc(book, item);
    case "table": return tableDoc(book, item);
  }
}

/**
 * Braces that have no node of their own: they begin after what stands before them and end with their item.
 */
function bracesOf(before: Span, whole: Span): Span {
  return { start: before.end, end: whole.end };
}

function worldDoc(book: CommentBook, item: WorldItem): Doc {
  const relations = item.relations.map((relation) => ` ${relation.word} ${pathText(relation.path)}`);
  const descriptor = item.descriptor === undefined ? "" : ` ${stringText(item.descriptor)}`;
  const head = `${item.world} ${item.name.text}${relations.join("")}${descriptor}`;
  if (item.members === undefined) return head;
  const before = item.descriptor?.span ?? item.relations[item.relations.length - 1]?.span ?? item.name.span;
  return concat(`${head} `, membersDoc(book, item.members, bracesOf(before, item.span)));
}

function membersDoc(book: CommentBook, members: readonly Member[], span: Span): Doc {
  return braces(book, members, span, (member) => {
    const phrases = member.phrases.length === 0 ? "" : concat(" ", phrasesDoc(book, member.phrases));
    if (member.members === undefined) return concat(member.name.text, phrases);
    const before = member.phrases[member.phrases.length - 1]?.span ?? member.name.span;
    return concat(
      member.name.text, phrases, " ", membersDoc(book, member.members, bracesOf(before, member.span)),
    );
  });
}

function driverDoc(book: CommentBook, item: DriverItem): Doc {
  const entries = braces(
    book, item.entries, bracesOf(item.name.span, item.span), (entry) => entryDoc(book, entry),
  );
  return concat(`driver ${item.name.text} `, entries);
}

function entryDoc(book: CommentBook, entry: Entry): Doc {
  return concat(
    `entry ${entry.name.text}`, parametersDoc(book, entry.parameters), " ", codeDoc(book, entry.code),
  );
}

function parametersDoc(book: CommentBook, parameters: readonly Parameter[]): Doc {
  return concat("(", list(book, parameters, ",", ({ name, type }) => `${name.text}: ${type.text}`), ")");
}

function procedureDoc(book: CommentBook, item: ProcedureItem): Doc {
  const parameters = parametersDoc(book, item.parameters);
  return concat(
    `procedure ${item.name.text}`, parameters, ` by ${pathText(item.by)} `, codeDoc(book, item.code),
  );
}

function scenarioDoc(book: CommentBook, item: ScenarioItem): Doc {
  const parts = [`scenario ${stringText(item.title)}`, headDoc(book, item.head), twinDoc(book, item)];
  return concat(...parts, item.body === undefined ? "" : concat(" ", blockDoc(book, item.body)));
}

function twinDoc(book: CommentBook, { twin }: ScenarioItem): Doc {
  if (twin === undefined) return "";
  if (twin.kind === "breaks") return concat(" breaks ", list(book, twin.properties, ",", stringText));
  const repairs = ` repairs ${stringText(twin.scenario)}`;
  if (twin.replacements.length === 0) return repairs;
  const replacements = list(
    book, twin.replacements, ",", ({ replacement, replaced }) => `${replacement.text} as ${replaced.text}`,
  );
  return concat(repairs, group(indent(line, "with ", replacements)));
}

// ---------------------------------------------------------------------------------------------------- tables

/** A table always stands in lines, its columns aligned. */
function tableDoc(book: CommentBook, item: TableItem): Doc {
  const rows = [item.header, ...item.rows];
  const cells = new Map(rows.map((row) => [row, rowTexts(row)]));
  const given = columnWidths([...cells.values()].map((row) => row.given));
  const demanded = columnWidths([...cells.values()].map((row) => row.demanded));
  const span = bracesOf(item.head?.span ?? item.title.span, { start: 0, end: item.each.span.start });
  const lines = braces(book, rows, span, (row) => {
    const texts = cells.get(row)!;
    const left = padded(texts.given, given);
    return row.demanded === undefined
      ? left.trimEnd()
      : `${left} || ${padded(texts.demanded, demanded)}`.trimEnd();
  }, true);
  return concat(
    `table ${stringText(item.title)}`, headDoc(book, item.head), " ", lines, " each ",
    blockDoc(book, item.each),
  );
}

interface RowTexts {
  readonly given: readonly string[];
  readonly demanded: readonly string[];
}

/** A cell is one line: comments within its brackets are left to the row, which puts them above. */
const noComments = new CommentBook("", []);

function rowTexts(row: Row): RowTexts {
  return { given: row.given.map(cellText), demanded: (row.demanded ?? []).map(cellText) };
}

function cellText(cell: Cell): string {
  if (cell.kind === "anyCell") return "*";
  if (cell.kind === "guardCell") return guardText(cell.guard);
  return cell.alternatives.map((atom) => flatText(atomDoc(noComments, atom))).join(" or ");
}

function columnWidths(rows: readonly (readonly string[])[]): number[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  return Array.from(
    { length: count }, (_, column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)),
  );
}

function padded(texts: readonly string[], widths: readonly number[]): string {
  return texts.map((text, column) => text.padEnd(widths[column]!)).join(" | ");
}
