/*
 * Any flat program comes back from its text: lines drawn from the table of operations, with operands of all
 * kinds, their defaults, demands and failing allocations.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { operations, type Operand, type Operation } from "../../core/tables/operations.ts";
import { compile } from "../compile.ts";
import { decompile, stepsOf } from "../decompile.ts";
import type { Program } from "../image/programImage.ts";

const world = `account alice { user S-1-5-21-7-7-7-1004; groups Users, Administrators }
process office as alice { thread clerk, boss }
object ledger as file "D:(A;;GA;;;WD)"
object settings as key "D:(A;;GA;;;WD)"
attacker thief { controls boss; calls user routines; names ledger }`;

const threads = ["office.clerk", "office.boss", "system.main", "system.worker2"];
const masks = [
  "TOKEN_QUERY", "TOKEN_QUERY | TOKEN_DUPLICATE", "MAXIMUM_ALLOWED", "0", "0x8", "GENERIC_ALL | DELETE",
  "TOKEN_ALL_ACCESS",
];
const fileMasks = ["FILE_READ_DATA | FILE_WRITE_DATA", "FILE_GENERIC_READ", "GENERIC_WRITE", "0x1FFFFF"];
const levels = ["SecurityAnonymous", "SecurityIdentification", "SecurityImpersonation", "SecurityDelegation"];
const changes = [
  "[SeDebugPrivilege | SE_PRIVILEGE_ENABLED]",
  "[SeTcbPrivilege | 0, SeBackupPrivilege | SE_PRIVILEGE_REMOVED]", "none",
];

/** A number source of one drawn program. */
type Draw = (below: number) => number;
const of = <Value>(values: readonly Value[], draw: Draw): Value => values[draw(values.length)]!;

/** Names bound so far, by what they hold. */
type Bound = { readonly name: string; readonly kind: string }[];

function operandText(operand: Operand, bound: Bound, draw: Draw): string | undefined {
  const named = (...kinds: string[]): string | undefined => {
    const fitting = bound.filter((each) => kinds.includes(each.kind));
    return fitting.length === 0 ? undefined : of(fitting, draw).name;
  };
  switch (operand.kind) {
    case "thread": return of([...threads, "current"], draw);
    case "threadHandle": return of([...threads, "current", named("tokenHandle") ?? "current"], draw);
    case "process": return "office";
    case "processHandle": return of(["office", "system", "0x4", named("tokenHandle") ?? "office"], draw);
    case "token": return operand.optional === true && draw(3) === 0 ? "none" : named("token");
    case "tokenHandle":
      return operand.optional === true && draw(3) === 0 ? "none" : named("tokenHandle", "objectHandle");
    case "handle": return draw(4) === 0 ? of(["0x4", "0x8", "0x200"], draw) : named("tokenHandle", "objectHandle");
    case "context": return named("context");
    case "subjectContext": return named("subjectContext");
    case "savedState": return operand.optional === true && draw(3) === 0 ? "none" : named("savedState");
    case "object": return "ledger";
    case "access": return of(operand.rightsOf === "file" ? fileMasks : masks, draw);
    case "level": return of([...levels, ...(operand.optional === true ? ["none"] : []), "7"], draw);
    case "boolean": return of(["true", "false"], draw);
    case "tokenType": return of(["TokenPrimary", "TokenImpersonation"], draw);
    case "tracking": return of(["static", "dynamic"], draw);
    case "objectAttributes": return of(["0", "OBJ_KERNEL_HANDLE"], draw);
    case "tokenInformationClass": return of(["TokenUser", "TokenImpersonationLevel", "TokenSource"], draw);
    case "threadInformationClass": return "ThreadImpersonationToken";
    case "privilegeChanges": return of(changes, draw);
  }
}

function demandText(operation: Operation, draw: Draw): string {
  if (operation.returns === "boolean") return of(["", " => true", " => false"], draw);
  if (operation.mayReturnNone === true) return of(["", " => none"], draw);
  if (operation.returns !== "status") return "";
  const status = of(operation.statuses, draw);
  const outs = operation.outs.some((out) => out.name === "level")
    ? ["", ` => level: ${of(levels, draw)}`, ` => ${status}, level: ${of(levels, draw)}`]
    : [];
  return of(
    ["", " => any", ` => ${status}`, ` => ${status} or ${of(operation.statuses, draw)}`, ...outs], draw,
  );
}

/**
 * A line that calls a routine, in kernel mode; undefined when nothing is there yet that it could be called
 * with.
 */
function callText(operation: Operation, index: number, bound: Bound, draw: Draw): string | undefined {
  const given = operation.operands.map((operand) =>
    operand.default !== undefined && draw(2) === 0 ? "" : operandText(operand, bound, draw),
  );
  if (given.some((each) => each === undefined)) return undefined;
  let position = true;
  const parts = operation.operands.flatMap((operand, place) => {
    position &&= given[place] !== "";
    return given[place] === ""
      ? []
      : [position && draw(4) > 0 ? given[place]! : ((position = false), `${operand.name}: ${given[place]!}`)];
  });
  const binds = operation.result !== undefined && draw(4) > 0;
  const fault = draw(5) === 0 ? " with allocation 1 failing" : "";
  const line = `system.main: ${binds ? `r${index} = ` : ""}${operation.routine}(${parts.join(", ")})${fault}${demandText(operation, draw)}`;
  if (binds) bound.push({ name: `r${index}`, kind: operation.result! });
  return line;
}

function otherText(index: number, bound: Bound, draw: Draw): string {
  const thread = of(threads, draw);
  const items = bound.filter((each) => each.kind === "workItem");
  const lines = [
    `${thread}: enter "driver.entry${draw(3)}"`,
    `${thread}: leave`,
    `${thread}: act ledger ${of(fileMasks, draw)} for ${of(threads, draw)} => STATUS_ACCESS_DENIED`,
    `${thread}: act settings KEY_READ unchecked`,
    "play thief",
    `concedes ${thread} to thief`,
    "expect not system.main.impersonating",
    ...(items.length > 0 ? [`system.worker1: enter ${of(items, draw).name}`] : []),
    ...(bound.length > 0 && index > 3 ? [`expect ${of(bound, draw).name} != none`] : []),
    `${thread}: leave => bugcheck IMPERSONATING_WORKER_THREAD`,
  ];
  return of(lines, draw);
}

function program(numbers: readonly number[]): string {
  let at = 0;
  const draw: Draw = (below) => numbers[at++ % numbers.length]! % below;
  const bound: Bound = [];
  const lines = Array.from({ length: 14 }, (_, index) =>
    draw(3) === 0
      ? otherText(index, bound, draw)
      : callText(of<Operation>(operations, draw), index, bound, draw),
  );
  return `${world}\nscenario "drawn" on windows 11 {\n${lines
    .filter((line) => line !== undefined)
    .map((line) => `  ${line}`)
    .join("\n")}\n}\n`;
}

function compiled(text: string): { program: Program; file: ReturnType<typeof compile>["value"]["file"] } {
  const { value, diagnostics } = compile(text);
  expect(diagnostics.filter((each) => each.severity === "error"), text).toEqual([]);
  return { program: value.scenarios[0]!.program("11"), file: value.file };
}

test("compile(decompile(p)) = p", () => {
  fc.assert(fc.property(fc.array(fc.nat(0xffff), { minLength: 40, maxLength: 120 }), (numbers) => {
    const text = program(numbers);
    const first = compiled(text);
    expect(first.program.hasChoices).toBe(false);
    const back = decompile({ ...first, text, steps: stepsOf(first.program), title: "drawn" });
    const second = compiled(back);
    expect(second.program.image, back).toEqual(first.program.image);
    expect(decompile({ ...second, text: back, steps: stepsOf(second.program), title: "drawn" })).toBe(back);
  }), { numRuns: 150 });
});
