/** Words: what changes in a state is said in NT's words, and numbers as people read them. */
import { expect, it } from "vitest";
import { accessRights } from "../../core/tables/accessRights.ts";
import { decisions, type Decision } from "../../core/tables/decisions.ts";
import { regions } from "../../core/tables/layout.ts";
import { enumerations } from "../../core/tables/enumerations.ts";
import { operations } from "../../core/tables/operations.ts";
import { privileges } from "../../core/tables/privileges.ts";
import { wordNamed } from "../../grammar/words.ts";
import { statusName } from "../../grammar/statusWords.ts";
import { rightsText } from "../report/lines.ts";
import { traceRun } from "../report/trace.ts";
import { bitsOf, counted, grouped, integrityName, listed } from "../report/words.ts";
import { newMachine, programOf } from "./support/compiled.ts";

/** What the steps of a body change, in words. */
function changesOf(body: string): string[][] {
  const text = `
account bob { user S-1-5-21-7-7-7-1002; groups Users }
process app as bob { thread client, other }
object log as file "O:SYG:SYD:(A;;FA;;;SY)(A;;FR;;;BU)"
driver d { entry e() { IoQueueWorkItem { SeStopImpersonatingClient() } } }
scenario "changed" on windows 11 { ${body} }`;
  const { steps } = traceRun(newMachine(), programOf(text, "changed", "11"), { kind: "first" });
  return steps.map((step) => step.changes.map((change) => change.words));
}

const ownRights = "TOKEN_ADJUST_PRIVILEGES | TOKEN_DUPLICATE | TOKEN_QUERY";
const own = `app.client: own = NtOpenProcessToken(app, ${ownRights})`;
const bob = "primary token of app (bob, Medium)";

it.each([
  ["app.client: NtClose(own)", ["handle own is closed"]],
  ["app.client: NtOpenFile(log, FILE_READ_DATA)", ["handle 0x8 → log, FILE_READ_DATA, in app"]],
  [
    "app.client: NtAdjustPrivilegesToken(own, newState: [SeShutdownPrivilege | SE_PRIVILEGE_ENABLED])",
    [`${bob}: enabled: SeShutdownPrivilege`],
  ],
  [
    "app.client: NtAdjustPrivilegesToken(own, disableAll: true)",
    [`${bob}: disabled: SeChangeNotifyPrivilege`],
  ],
  [
    "app.client: NtAdjustPrivilegesToken(own, newState: [SeUndockPrivilege | SE_PRIVILEGE_REMOVED])",
    [`${bob}: loses SeUndockPrivilege`],
  ],
  [
    "app.client: NtDuplicateToken(own, level: SecurityDelegation, type: TokenImpersonation)",
    [
      "token behind handle 0x8 (bob, Medium, SecurityDelegation) comes into being",
      `handle 0x8 → token (bob, Medium, SecurityDelegation), ${ownRights}, in app`,
    ],
  ],
])("%s", (call, words) => {
  const said = changesOf(`${own}; ${call}; app.client: NtClose(own) => any`)[1]!;
  expect(said.map(sortedRights)).toEqual(words.map(sortedRights));
});

/** The order of rights in a mask says nothing. */
const sortedRights = (text: string): string =>
  text.replace(/\w+( \| \w+)+/g, (mask) => mask.split(" | ").sort().join(" | "));

it("a work item is said to be queued, to run and to be done, and its thread's mode to change", () => {
  expect(changesOf("app.client: enter d.e()")).toEqual([
    ["app.client enters kernel mode"],
    ["work item item is queued"],
    ["app.client returns to user mode"],
    ["work item item runs on system.worker1"],
    [],
    ["work item item is done"],
  ]);
});

it("every mask of the tables reads back as the number it was", () => {
  const valueOf = (text: string): number =>
    text
      .split(" | ")
      .reduce(
        (mask, name) =>
          (mask | (name.startsWith("0x") ? Number(name) : (wordNamed(name) as { value: number }).value)) >>>
          0,
        0,
      );
  for (const { type, rights } of accessRights) {
    for (const a of rights)
      for (const b of rights) {
        const mask = (a.value | b.value | 0x00020000) >>> 0;
        expect(valueOf(rightsText(mask, type)), `${type} ${mask}`).toBe(mask);
      }
  }
  expect(rightsText(0x80000000, "file")).toBe("GENERIC_READ");
});

/** The table speaks of fields and operands by name; a name that is wrong would silently never be tried. */
it("every flip of the table names a field, a privilege or an operand that exists", () => {
  const fields = new Set(regions.flatMap((region) => region.fields.map((field) => field.name as string)));
  const operands = new Set(
    operations.flatMap((operation) => operation.operands.map((operand) => operand.name as string)),
  );
  const names = new Set<string>(privileges.map((privilege) => privilege.name));
  const limits = new Set<string>(
    enumerations
      .find((row) => row.name === "JOB_OBJECT_SECURITY_LIMIT")!
      .members.map((member) => member.name),
  );
  for (const decision of decisions as readonly Decision[]) {
    const inputs = new Set(["thread", ...(decision.inputs ?? []).map((input) => input.name)]);
    for (const flip of decision.flips ?? []) {
      const [, input, field, , value] = /^(\w+)(?:\.(\w+))?([=:-])(.+)$/.exec(flip)!;
      const where = `${decision.name}: ${flip}`;
      if (field === undefined) expect(operands.has(input!), where).toBe(true);
      else expect(inputs.has(input!) && fields.has(field), where).toBe(true);
      if (field === "privilegesEnabled") expect(names.has(value!), where).toBe(true);
      else if (field === "securityLimitFlags") expect(limits.has(value!), where).toBe(true);
      else if (value === "each") expect(field, where).toMatch(/^groups(Enabled)?$/);
      else if (!/^\d+$/.test(value!)) {
        const [other, otherField] = value!.split(".");
        expect(inputs.has(other!) && (otherField === undefined || fields.has(otherField)), where).toBe(
          true,
        );
      }
    }
  }
});

it("numbers are said as people read them", () => {
  expect([0, 999, 1000, 1234567, 12345678901234567890n].map(grouped)).toEqual([
    "0",
    "999",
    "1,000",
    "1,234,567",
    "12,345,678,901,234,567,890",
  ]);
  expect([counted(1, "run"), counted(2n, "run"), counted(0, "entry", "entries")]).toEqual([
    "1 run",
    "2 runs",
    "0 entries",
  ]);
  expect([listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])]).toEqual([
    "",
    "a",
    "a and b",
    "a, b and c",
  ]);
  expect([statusName(0xc0000022), statusName(-1073741790), statusName(0xc0009999)]).toEqual([
    "STATUS_ACCESS_DENIED",
    "STATUS_ACCESS_DENIED",
    "0xC0009999",
  ]);
  expect([integrityName(0x2000), integrityName(0xffff), integrityName(0x2042)]).toEqual([
    "Medium",
    undefined,
    "0x2042",
  ]);
  expect(bitsOf((1n << 127n) | 5n)).toEqual([0, 2, 127]);
});
