/** What was judged in a step, and what broke: properties, demands and expectations in their own words. */
import type { ImageRecord, Program } from "../../grammar/image/programImage.ts";
import type { Span } from "../../grammar/syntaxTree.ts";
import { numberOf, operandOf } from "../../grammar/image/records.ts";
import { controlOf, operationOf } from "../../grammar/image/tableNumbers.ts";
import { bugCheckName, statusName } from "../../grammar/statusWords.ts";
import type { JournalEntry, Machine, RunEnd } from "../machine/machine.ts";
import { numberWords, openedType } from "./lines.ts";

export interface Judgement {
  readonly kind: "property" | "demand" | "expectation";
  /** Title of the property, or what was demanded. */
  readonly title: string;
  readonly holds: boolean;
}

/** What ended a run that did not hold. */
export interface BrokenWords {
  readonly kind: "property" | "demand" | "expectation" | "invariant" | "bug check" | "world full";
  /**
   * Title of the property, what was demanded, name of the model's invariant, of the bug check or of the
   * region.
   */
  readonly title: string;
  /** Place in the source; absent for what no line says. */
  readonly span?: Span;
}

const SOMETIMES = 2;

/** Tells which properties each step judged, by what the campaign's counts say before and after it. */
export class PropertyWatch {
  private known: readonly { readonly evaluated: number; readonly reached: number }[] = [];

  constructor(private readonly machine: Machine) {}

  /**
   * Numbers of the properties that were judged since the last call, and whether a `sometimes` was reached.
   */
  judged(): { readonly property: number; readonly reached: boolean }[] {
    const { properties } = this.machine.counts();
    const found = properties.flatMap(({ evaluated, reached }, property) => {
      const before = this.known[property] ?? { evaluated: 0, reached: 0 };
      return evaluated === before.evaluated ? [] : [{ property, reached: reached !== before.reached }];
    });
    this.known = properties;
    return found;
  }
}

/**
 * What a step was judged by: the properties it woke, then the demands and expectations that stand behind it.
 */
export function judgementsOf(
  program: Program,
  entry: JournalEntry | undefined,
  judged: ReturnType<PropertyWatch["judged"]>,
  end: RunEnd,
): Judgement[] {
  const { image, names } = program;
  const broken = end.broken;
  const properties = judged.flatMap(({ property, reached }): Judgement[] => {
    const row = names.properties[property];
    const holds =
      image.properties[property]?.temporal === SOMETIMES
        ? reached
        : !(broken !== undefined && "property" in broken && broken.property === property);
    return [{ kind: "property", title: row?.title || row?.text || `property ${property}`, holds }];
  });
  return [...properties, ...demandsBehind(program, entry, broken)];
}

/** Demands stand right behind their step; those behind the broken one were not judged any more. */
function demandsBehind(
  program: Program,
  entry: JournalEntry | undefined,
  broken: RunEnd["broken"],
): Judgement[] {
  const result: Judgement[] = [];
  if (entry === undefined || (entry.stepFlags & 5) !== 0) return brokenElsewhere(program, broken, result);
  for (let at = entry.programCounter + 1; ; at++) {
    const record = program.image.records[at];
    const title = record && demandTitle(program, record, entry);
    if (title === undefined) break;
    const holds = !(broken !== undefined && "record" in broken && broken.record === at);
    result.push({ kind: isExpectation(record!) ? "expectation" : "demand", title, holds });
    if (!holds) return result;
  }
  return brokenElsewhere(program, broken, result);
}

/** A demand behind a branch or at the beginning of a lane is broken in this step all the same. */
function brokenElsewhere(program: Program, broken: RunEnd["broken"], known: Judgement[]): Judgement[] {
  if (broken === undefined || !("record" in broken)) return known;
  const record = program.image.records[broken.record];
  return record
    ? [
        ...known,
        {
          kind: isExpectation(record) ? "expectation" : "demand",
          title: demandTitle(program, record, undefined) ?? "",
          holds: false,
        },
      ]
    : known;
}

const isExpectation = (record: ImageRecord): boolean => controlOf(record.operation) === "Expect";

/** What a record demands, in the words of the language; undefined when it demands nothing. */
function demandTitle(
  { image, names }: Program,
  record: ImageRecord,
  entry: Pick<ImageRecord, "operation" | "operands"> | undefined,
): string | undefined {
  const [first, second] = record.operands;
  switch (controlOf(record.operation)) {
    case "DemandStatus":
      return `=> ${demandedStatuses(image, numberOf(first)).map(statusName).join(" or ")}`;
    case "DemandOut": {
      const out = operationOf(entry?.operation ?? 0)?.outs[numberOf(first)];
      const value = operandOf(second);
      const number = value.form === "Constant" ? (image.constants[value.index] ?? 0) : value.index;
      if (out === undefined) return `=> out ${numberOf(first)}: ${number}`;
      return `=> ${out.name}: ${numberWords(out.kind, number, openedType(entry, names), names)}`;
    }
    case "DemandBoolean":
      return `=> ${demandedBoolean(entry, numberOf(first) !== 0)}`;
    case "DemandBugCheck":
      return `=> bugcheck ${bugCheckName(numberOf(first))}`;
    case "Expect":
      return `expect ${names.expressions[numberOf(first)]?.text ?? ""}`;
    default:
      return undefined;
  }
}

/** A routine that returns a token is demanded to return none; the others return what they are demanded to. */
export const demandedBoolean = (entry: { readonly operation: number } | undefined, value: boolean): string =>
  operationOf(entry?.operation ?? 0)?.returns === "token" ? "none" : String(value);

/** The statuses of a domain of them. */
export const demandedStatuses = (image: Program["image"], domain: number): number[] =>
  (image.domains[domain]?.values ?? []).map((value) => image.constants[value.index] ?? 0);

/** The record of the call that a demand speaks of: the nearest one before it that is no demand. */
export function callBefore(program: Program, record: number): ImageRecord | undefined {
  let at = record - 1;
  while (at >= 0 && demandTitle(program, program.image.records[at]!, undefined) !== undefined) at -= 1;
  return program.image.records[at];
}

/** What broke, in words; undefined when the run held. */
export function brokenWords(program: Program, { broken, verdict }: RunEnd): BrokenWords | undefined {
  const { names, image } = program;
  if (broken === undefined || verdict === "Held") return undefined;
  if ("property" in broken) {
    const row = names.properties[broken.property];
    return {
      kind: "property",
      title: row?.title || row?.text || `property ${broken.property}`,
      ...(row ? { span: row.span } : {}),
    };
  }
  if ("bugCheck" in broken) return { kind: "bug check", title: bugCheckName(broken.bugCheck) };
  if ("invariant" in broken) return { kind: "invariant", title: broken.invariant };
  if ("region" in broken) return { kind: "world full", title: broken.region };
  const record = image.records[broken.record]!;
  const span = names.spans[broken.record];
  return {
    kind: isExpectation(record) ? "expectation" : "demand",
    title: demandTitle(program, record, callBefore(program, broken.record)) ?? "",
    ...(span ? { span } : {}),
  };
}
