/*
 * From a flat program back to text: the world and the properties as the source declares them, then one line a
 * step. What the fuzzer finds becomes a scenario of its own in this way, and whoever compiles it gets the
 * same records again.
 */
import type { Operation } from "../core/tables/operations.ts";
import { switches } from "../core/tables/switches.ts";
import { switchesOf } from "../core/tables/versions.ts";
import { Printer } from "./decompile/printer.ts";
import type { ImageRecord, Program } from "./image/programImage.ts";
import { numberOf } from "./image/records.ts";
import { controlOf, operationOf } from "./image/tableNumbers.ts";
import { bugCheckName, statusName } from "./statusWords.ts";
import type { File, Item } from "./syntaxTree.ts";

/** A step of a flat program; operands may be given raw (form and index as 16 bits). */
export interface FlatStep {
  readonly record: ImageRecord;
  /**
   * What was seen when it ran, to be written as its demand. Absent: the records behind it say what is
   * demanded.
   */
  readonly observed?: Observation;
}

export interface Observation {
  readonly status?: number;
  /** By position in the table; only those that are to be demanded. */
  readonly outs?: readonly { readonly position: number; readonly value: number }[];
  readonly bugCheck?: number;
  /** Nothing was done, or nothing is to be demanded. */
  readonly any?: boolean;
  /**
   * The step was skipped, since this variable held nothing. Where no line gives it its name, the step cannot
   * be compiled and is told in a comment.
   */
  readonly skipped?: { readonly variable: number; readonly isNamed: boolean };
}

export interface FlatSource {
  readonly program: Program;
  /** Tree and text of the file that the program comes from. */
  readonly file: File;
  readonly text: string;
  readonly steps: readonly FlatStep[];
  readonly title: string;
  /** Number of the property that is broken. */
  readonly breaks?: number;
  /** Lines for above the file, without slashes. */
  readonly comment?: string;
}

/** The steps of a program that is flat already: everything but what ends its line. */
export function stepsOf(program: Program): FlatStep[] {
  const steps = program.image.records.filter(({ operation }) => controlOf(operation) !== "Halt");
  return steps.map((record) => ({ record }));
}

/** The text of a flat program. */
export function decompile(source: FlatSource): string {
  const { program, comment } = source;
  const printer = new Printer(program, source.steps.map((step) => step.record));
  const inner = innerProperties(source, printer).map((text) => `  ${text}`);
  const lines = [...stepLines(source, printer), ...inner];
  const windows = `${program.version}${switchText(program)}`;
  const head = `scenario ${quoted(source.title)} on windows ${windows}${breaksText(source, printer)} {`;
  const above = comment === undefined ? [] : comment.split("\n").map((line) => `/// ${line}`.trimEnd());
  return `${[...above, ...declarations(source, printer), "", head, ...lines, "}"].join("\n")}\n`;
}

/** A string of the language; it has no escapes but these. */
function quoted(text: string): string {
  return `"${text.replace(/[\r\n]+/g, " ").replace(/[\\"]/g, "\\$&")}"`;
}

/** Switches that differ from those of the version. */
function switchText(program: Program): string {
  const usual = switchesOf(program.version);
  const different = switches.flatMap((row, index) => {
    const value = (row.values as readonly string[])[program.image.switches[index] ?? 0];
    return value === undefined || value === usual[row.name] ? [] : [`${row.name}: ${value}`];
  });
  return different.length === 0 ? "" : ` with ${different.join(", ")}`;
}

const worldKinds: readonly Item["kind"][] = ["world", "attacker"];

/**
 * The world and the attackers as they are declared, the properties of the file that the program is judged by,
 * and one for what breaks.
 */
function declarations(source: FlatSource, printer: Printer): string[] {
  const { file, text, program } = source;
  const ofFile = fileProperties(source, printer);
  const kept = file.items.filter(
    (item) =>
      (worldKinds.includes(item.kind) &&
        (item.kind !== "attacker" || program.names.attackers.includes(item.name.text))) ||
      (item.kind === "property" && ofFile.has(item.title.value)),
  );
  const broken = brokenProperty(source);
  const own =
    broken === undefined || ofFile.has(broken.title) || readsResults(broken)
      ? []
      : [propertyText(broken, printer)];
  return [...kept.map((item) => text.slice(item.span.start, item.span.end)), ...own];
}

const brokenProperty = ({ breaks, program }: FlatSource): NamedProperty | undefined =>
  breaks === undefined ? undefined : program.names.properties[breaks];

type NamedProperty = Program["names"]["properties"][number];

/** What a scenario's own lines bind is known in its block alone. */
const readsResults = ({ said }: NamedProperty): boolean => said.some(({ as }) => as.kind === "variable");

/** Titles of properties that stand in the file and say there what they say in the program. */
function fileProperties({ file, text, program }: FlatSource, printer: Printer): Set<string> {
  const inFile = new Set(file.items.flatMap((item) => (item.kind === "property" ? [item.title.value] : [])));
  const judged = program.names.properties.filter((property) =>
    inFile.has(property.title) && saysTheSame(property, text, printer));
  return new Set(judged.map(({ title }) => title));
}

/** Whether its item says what a property says: who repairs a scenario may put another attacker in. */
function saysTheSame(property: NamedProperty, text: string, printer: Printer): boolean {
  const { start, end } = property.span;
  const said = property.said.filter(({ as }) => as.kind !== "element");
  return said.length === 0 || printer.judgement({ ...property, said }) ===
    printer.judgement({ ...property, said: [], text: text.slice(start, end) });
}

/** What a property is called: one without a title by its words. */
const titleText = (property: NamedProperty, printer: Printer): string =>
  property.title === property.text ? printer.judgement(property) : property.title;

const propertyText = (property: NamedProperty, printer: Printer): string =>
  `property ${quoted(titleText(property, printer))}: ${printer.judgement(property)}`;

function breaksText(source: FlatSource, printer: Printer): string {
  const property = brokenProperty(source);
  return property === undefined ? "" : ` breaks ${quoted(titleText(property, printer))}`;
}

/** Judgements that stand in the scenario's own block; one that is broken does where it reads its names. */
function innerProperties(source: FlatSource, printer: Printer): string[] {
  const ofFile = fileProperties(source, printer);
  const broken = brokenProperty(source);
  return source.program.names.properties
    .filter((property) => !ofFile.has(property.title) && (property !== broken || readsResults(property)))
    .map((property) =>
      property.title === property.text && property !== broken
        ? printer.judgement(property)
        : propertyText(property, printer));
}

/** Each step with the demands that stand behind it. */
function stepLines({ steps }: FlatSource, printer: Printer): string[] {
  const lines: string[] = [];
  let index = 0;
  while (index < steps.length) {
    const step = steps[index]!;
    let end = index + 1;
    while (end < steps.length && isDemand(steps[end]!.record)) end += 1;
    const line = printer.line(step.record);
    if (line !== undefined) {
      const demands = step.observed === undefined
        ? writtenDemand(step.record, steps.slice(index + 1, end).map((each) => each.record), printer)
        : observedDemand(step.record, step.observed, printer);
      lines.push(`  ${withReason(`${line}${demands}`, step.observed?.skipped, printer)}`);
    }
    index = end;
  }
  return lines;
}

/** A line that was skipped says so and why. */
function withReason(line: string, skipped: Observation["skipped"], printer: Printer): string {
  if (skipped === undefined) return line;
  const name = printer.variable(skipped.variable);
  return skipped.isNamed
    ? `${line} // skipped: ${name} is not bound`
    : `// skipped, for nothing binds ${name}: ${line}`;
}

const demandNames: readonly (string | undefined)[] = [
  "DemandStatus", "DemandOut", "DemandBoolean", "DemandBugCheck",
];

function isDemand(record: ImageRecord): boolean {
  return demandNames.includes(controlOf(record.operation));
}

/** What records behind a step demand of it; nothing where that is what a line without an arrow means. */
function writtenDemand(step: ImageRecord, demands: readonly ImageRecord[], printer: Printer): string {
  const operation = operationOf(step.operation);
  const outs: string[] = [];
  let outcome: string | undefined;
  for (const demand of demands) {
    switch (controlOf(demand.operation)) {
      case "DemandStatus": outcome = printer.statusesOf(demand).map(statusName).join(" or "); break;
      case "DemandBoolean": outcome = booleanWord(operation, numberOf(demand.operands[0]) !== 0); break;
      case "DemandBugCheck": return ` => bugcheck ${bugCheckName(numberOf(demand.operands[0]))}`;
      default: if (operation !== undefined) outs.push(printer.outOf(operation, step, demand));
    }
  }
  const success = operation !== undefined && outcome === "STATUS_SUCCESS";
  if (outs.length > 0) {
    return ` => ${[...(success || outcome === undefined ? [] : [outcome]), ...outs].join(", ")}`;
  }
  if (outcome === undefined) return operation?.returns === "status" ? " => any" : "";
  return success ? "" : ` => ${outcome}`;
}

/** A routine that returns a token can be demanded to return none, and nothing else. */
function booleanWord(operation: Operation | undefined, value: boolean): string {
  return operation?.returns === "token" ? "none" : String(value);
}

/** What was seen, as a demand. */
function observedDemand(step: ImageRecord, observed: Observation, printer: Printer): string {
  if (observed.bugCheck !== undefined) return ` => bugcheck ${bugCheckName(observed.bugCheck)}`;
  const operation = operationOf(step.operation);
  const isAct = controlOf(step.operation) === "Act";
  if (operation === undefined && !isAct) return "";
  if (observed.any === true) return operation?.returns === "status" ? " => any" : "";
  if (operation?.returns === "boolean") {
    return observed.status === undefined ? "" : ` => ${observed.status !== 0}`;
  }
  if (operation?.mayReturnNone === true) return observed.status === 0 ? " => none" : "";
  if (!isAct && operation?.returns !== "status") return "";
  const status = statusName(observed.status ?? 0);
  const outs = (observed.outs ?? []).map(({ position, value }) =>
    printer.out(operation!.outs[position]!, value, operation!, step),
  );
  if (outs.length > 0) return ` => ${[...(status === "STATUS_SUCCESS" ? [] : [status]), ...outs].join(", ")}`;
  return status === "STATUS_SUCCESS" ? "" : ` => ${status}`;
}
