/**
 * SARIF 2.1.0 (OASIS standard), which code hosts and editors read: a result for each distinct failure and for
 * each scenario that did not hold for another reason, at the place in the `.scn`; what is wrong in files
 * stands among the tool's notifications. It is plain JSON and small, so no library writes it.
 */
import type { DescribedDiagnostic } from "../../grammar/renderDiagnostic.ts";
import { decidedWords } from "../campaign/failures.ts";
import type { Failure, ScenarioResult } from "../campaign/results.ts";
import { sarifFile, sarifPlace } from "./sarifFlow.ts";
import { runsText, unbrokenSentences } from "./summary.ts";
import { counted } from "./words.ts";

/** What a result can be about. */
const rules = [
  { id: "property-broken", text: "A property that the scenario states is broken in some run." },
  { id: "demand-broken", text: "A call did not come out as its line demands." },
  { id: "bug-check", text: "A run ended in a bug check that nothing demands." },
  { id: "model-invariant", text: "An invariant of the model itself is broken: a mistake of Guise." },
  { id: "world-full", text: "A capacity of the world ran out, so runs were dropped." },
  { id: "not-broken", text: "A property that is meant to be broken was not." },
  { id: "vacuous", text: "The verdict is worth nothing: nothing could have failed." },
  { id: "known-failure", text: "A failure of an earlier campaign still fails." },
] as const;
type RuleId = (typeof rules)[number]["id"];

export interface SarifResult {
  readonly ruleId: RuleId;
  readonly ruleIndex: number;
  readonly level: "error" | "warning";
  readonly message: { readonly text: string };
  readonly locations: readonly object[];
  readonly partialFingerprints?: Readonly<Record<string, string>>;
  /** The steps of a failure, from first to last. */
  readonly codeFlows?: readonly object[];
}

/** What the document is made of. */
export interface SarifInput {
  readonly version: string;
  readonly results: readonly SarifResult[];
  readonly diagnostics: readonly DescribedDiagnostic[];
  /** The commands that make the same campaign again. */
  readonly again: readonly string[];
}

export function sarifDocument({ version, results, diagnostics, again }: SarifInput): object {
  const driver = {
    name: "Guise",
    semanticVersion: version,
    rules: rules.map(({ id, text }) => ({ id, shortDescription: { text } })),
  };
  const invocation = {
    executionSuccessful: diagnostics.every(({ severity }) => severity !== "error"),
    toolExecutionNotifications: diagnostics.map(notification),
    ...(again.length === 0 ? {} : { properties: { again } }),
  };
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver }, columnKind: "utf16CodeUnits", invocations: [invocation], results }],
  };
}

/**
 * The results of one scenario on one version; `remarks` are said with a failure, `flows` tells how it came.
 */
export function sarifResults(
  result: ScenarioResult,
  remarks: (failure: Failure) => readonly string[],
  flows: (failure: Failure) => readonly object[],
): SarifResult[] {
  const found = result.failures.map((failure) => ({
    ...failureResult(result, failure, remarks(failure)), codeFlows: flows(failure),
  }));
  const { verdict, unbroken, endedAlone, vacuous, program } = result;
  const title = `"${result.scenario}" on ${result.version}`;
  const whole = (ruleId: RuleId, text: string): SarifResult =>
    sarifResult(ruleId, `${title}: ${text}`, sarifPlace(result.source, program.span));
  return [
    ...found,
    ...(verdict === "world full" ? [whole("world-full", `no room for another ${result.worldFull!.region}`)] : []),
    ...(verdict === "failed" && unbroken.length + endedAlone.length > 0
      ? [whole("not-broken", unbrokenSentences(result, runsText([result])).join("; "))]
      : []),
    ...(verdict === "vacuous" ? vacuous.map((reason) => whole("vacuous", reason)) : []),
  ];
}

/** A saved failure that still fails; `path` is its file. */
export const knownResult = (path: string, reason: string): SarifResult =>
  sarifResult("known-failure", `still fails: ${reason}`, sarifFile(path));

function failureResult(
  result: ScenarioResult, failure: Failure, remarks: readonly string[],
): SarifResult {
  const { title, end, count, span } = failure;
  const share = `in ${counted(count, "run")} of ${result.runs}, shortest in ${counted(end.steps, "step")}`;
  const where = `"${result.scenario}" on ${result.version}`;
  const text = [`${where}: ${title}, ${decidedWords(end.deciding)}, ${share}`, ...remarks].join("\n");
  return {
    ...sarifResult(ruleOf(failure), text, sarifPlace(result.source, span)),
    partialFingerprints: { "guiseFailure/v1": `${result.scenario}/${result.version}/${failure.key}` },
  };
}

function ruleOf({ end: { broken } }: Failure): RuleId {
  if (broken === undefined || "property" in broken) return "property-broken";
  if ("bugCheck" in broken) return "bug-check";
  if ("invariant" in broken) return "model-invariant";
  return "demand-broken";
}

const sarifResult = (ruleId: RuleId, text: string, location: object): SarifResult => ({
  ruleId,
  ruleIndex: rules.findIndex(({ id }) => id === ruleId),
  level: ruleId === "vacuous" ? "warning" : "error",
  message: { text },
  locations: [location],
});

function notification({ file, code, severity, message, start, end }: DescribedDiagnostic): object {
  const region = {
    startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column,
  };
  return {
    descriptor: { id: code },
    level: severity === "error" ? "error" : "warning",
    message: { text: message },
    locations: [sarifFile(file, region)],
  };
}
