/**
 * Each routine that allocates is provoked in a sweep until each of its allocations has failed: so what is
 * read out of the routines (`core/reading/allocations.js`), which judges `with allocation N failing`, is what
 * calls really come to.
 */
import { describe, expect, it } from "vitest";
import { operations } from "../../core/tables/operations.ts";
import { routineReadings } from "../../core/tables/readings.ts";
import { newMachine, programOf } from "./support/compiled.ts";

const machine = newMachine();
/**
 * Who runs in `sifted` may not impersonate alice, and its job filters what is left of her token; who runs in
 * `trusted` may as long as the privilege is enabled.
 */
const world = `
account alice { user S-1-5-21-7-7-7-1004; groups Users, Administrators }
account bob { user S-1-5-21-7-7-7-1002; groups Users }
account carol { user S-1-5-21-7-7-7-1003; groups Users; privileges SeImpersonatePrivilege }
job sieve { limits JOB_OBJECT_SECURITY_FILTER_TOKENS; disables Administrators }
process office as alice { thread clerk }
process sifted as bob { thread server, other; job sieve }
process trusted as carol { thread server, other; job sieve }
pipe orders by sifted "D:(A;;GA;;;WD)"
`;
const context = "ctx = SeCreateClientSecurity(office.clerk, level: SecurityImpersonation)";
const copy = `given = NtOpenProcessToken(office, TOKEN_DUPLICATE)
  copy = NtDuplicateToken(given, TOKEN_ALL_ACCESS, type: TokenImpersonation, level: SecurityImpersonation)`;
const token = "token = PsReferencePrimaryToken(office)";
const request = "office.clerk: NtWriteFile(orders); sifted.server: NtReadFile(orders)";

/** What goes before, and the call, which finds all there is to allocate. */
const calls: Readonly<Record<string, { before?: string; by: string; call: string }>> = {
  SeCreateClientSecurity: { by: "system.main", call: context },
  SeCreateClientSecurityFromSubjectContext: {
    before: "system.main: subject = SeCaptureSubjectContext()", by: "system.main",
    call: "SeCreateClientSecurityFromSubjectContext(subject, level: SecurityImpersonation)",
  },
  SeImpersonateClientEx: {
    before: `system.main: ${context}`, by: "system.main", call: "SeImpersonateClientEx(ctx, sifted.server)",
  },
  SeImpersonateClient: {
    before: `system.main: ${context}`, by: "system.main", call: "SeImpersonateClient(ctx, sifted.server)",
  },
  PsImpersonateClient: {
    before: `system.main: ${token}`, by: "system.main", call: "PsImpersonateClient(sifted.server, token)",
  },
  PsAssignImpersonationToken: {
    before: `system.main: { ${copy} }`, by: "system.main",
    call: "PsAssignImpersonationToken(sifted.server, copy)",
  },
  NtSetInformationThread: {
    before: `system.main: { ${copy} }`, by: "system.main",
    call: "NtSetInformationThread(sifted.server, ThreadImpersonationToken, copy)",
  },
  NtImpersonateThread: {
    by: "system.main", call: "NtImpersonateThread(sifted.server, office.clerk, level: SecurityImpersonation)",
  },
  ...Object.fromEntries(["NtOpenThreadToken", "NtOpenThreadTokenEx"].map((routine) => [routine, {
    before: `system.main: ${context}
      system.main: SeImpersonateClientEx(ctx, trusted.server) => level: SecurityImpersonation
      trusted.other: own = NtOpenProcessToken(trusted, TOKEN_ADJUST_PRIVILEGES)
      trusted.other: NtAdjustPrivilegesToken(own, disableAll: true)`,
    by: "system.main", call: `${routine}(trusted.server, TOKEN_QUERY, openAsSelf: true)`,
  }])),
  NtDuplicateToken: {
    before: "office.clerk: own = NtOpenProcessToken(office, TOKEN_DUPLICATE)", by: "office.clerk",
    call: "NtDuplicateToken(own, type: TokenPrimary)",
  },
  NtFilterToken: {
    before: "office.clerk: own = NtOpenProcessToken(office, TOKEN_DUPLICATE)", by: "office.clerk",
    call: "NtFilterToken(own)",
  },
  SeFilterToken: {
    before: `system.main: ${token}`, by: "system.main", call: "SeFilterToken(token, restrictedSids: [Users])",
  },
  NtCreateFile: {
    by: "office.clerk", call: "NtCreateFile(orders, FILE_WRITE_DATA, level: SecurityImpersonation)",
  },
  NtWriteFile: { by: "office.clerk", call: "NtWriteFile(orders)" },
  NtFsControlFile: {
    before: request, by: "sifted.server", call: "NtFsControlFile(orders, FSCTL_PIPE_IMPERSONATE)",
  },
};

/** The numbers of the allocations that failed in the runs of a sweep over a call. */
function failing(routine: string, version: string): number[] {
  const { before = "", by, call } = calls[routine]!;
  const { id, returns } = operations.find((row) => row.routine === routine)!;
  const ignored = returns === "status" ? " => any" : "";
  const body = `${before}\nfor each allocation failing { ${by}: ${call}${ignored} }`;
  const text = `${world}scenario "s" on windows ${version} {\n${body}\n}`;
  const program = programOf(text, "s", version);
  machine.load(program.image);
  machine.beginEnumeration();
  const runs = machine.runEnumerated(0n, 100);
  return Array.from({ length: runs }, (_, number) => {
    machine.beginEnumerated(BigInt(number));
    machine.finish();
    return machine.journal().findLast(({ operation }) => operation === id)!.fault;
  });
}

const allocating = operations.map(({ routine }) => routine as string)
  .filter((routine) => routineReadings[routine]!.allocations > 0);

describe("each allocation of a routine fails in one run of a sweep, and in the last run none does", () => {
  it("all routines that allocate are provoked", () => {
    expect(Object.keys(calls).sort()).toEqual([...allocating].sort());
  });

  it.each(allocating)("%s", (routine) => {
    const most = routineReadings[routine]!.allocations;
    const numbers = Array.from({ length: most }, (_, index) => index + 1);
    expect(failing(routine, "server-2003")).toEqual([...numbers, 0]);
  });

  it("none that allocates nothing says that it can fail for want of memory", () => {
    const ofMemory = ["STATUS_NO_MEMORY", "STATUS_INSUFFICIENT_RESOURCES"];
    const saying = operations.filter(({ statuses }) => statuses.some((status) => ofMemory.includes(status)));
    const named: readonly string[] = saying.map(({ routine }) => routine);
    expect(named.filter((routine) => !allocating.includes(routine))).toEqual([]);
  });
});
