/**
 * Random worlds with an attacker at play. It holds handles to threads, processes and objects, which no
 * routine of straight lines opens, and makes many calls of a program that was compiled once.
 */
import fc from "fast-check";
import { drawnWorld } from "./drawWorld.ts";
import type { DrawnProgram } from "./drawProgram.ts";
import { drawnFor } from "./drawProgram.ts";
import { operations, type Operation } from "../../tables/operations.ts";
import { withoutReference } from "./routines.ts";

const threadRights = [
  "THREAD_ALL_ACCESS", "THREAD_QUERY_INFORMATION", "THREAD_SET_THREAD_TOKEN",
  "THREAD_QUERY_LIMITED_INFORMATION", "THREAD_IMPERSONATE",
];
const processRights = ["PROCESS_ALL_ACCESS", "PROCESS_QUERY_INFORMATION", "PROCESS_QUERY_LIMITED_INFORMATION", "PROCESS_DUP_HANDLE"];
/** What the reference does not know yet is not called: a comparison ends there. */
const unknown = (operations as readonly Operation[])
  .filter((row) => row.routine in withoutReference && row.mode !== "kernel")
  .map((row) => row.routine);
const calls = ["calls user routines", ...(unknown.length === 0 ? [] : ["except", ...unknown])].join(" ");
/** What the system does before: who is put on whose thread. */
const raise = fc.record({
  whose: fc.nat(9), on: fc.nat(9),
  level: fc.constantFrom("SecurityImpersonation", "SecurityIdentification", "SecurityAnonymous", "SecurityDelegation"),
  copyOnOpen: fc.boolean(), effectiveOnly: fc.boolean(),
});

/** Programs in which an attacker makes `callsMade` calls. */
export const drawnPlay = (callsMade: number, worlds = drawnWorld): fc.Arbitrary<DrawnProgram> => fc.record({
  world: worlds, raises: fc.array(raise, { maxLength: 3, size: "max" }), owned: fc.nat(2),
  rights: fc.array(fc.nat(9), { minLength: 4, maxLength: 4 }), drawn: drawnFor,
}).map(({ world, raises, owned, rights, drawn }) => {
  const process = world.processes[owned % world.processes.length]!;
  const own = world.threads.filter((each) => each.process === process).map((each) => each.path);
  const anybody = [...world.threads.map((each) => each.path), "system.main"];
  const holds = [
    ...world.threads.map((each, index) => `${each.path} ${threadRights[(rights[0]! + index) % threadRights.length]!}`),
    ...world.processes.map((each, index) => `${each} ${processRights[(rights[1]! + index) % processRights.length]!}`),
    ...world.objects.filter((each) => each.type !== "pipe").map((each) => `${each.name} 0x1`),
  ];
  const lines = raises.flatMap((each, index) => [
    `system.main: t${index} = PsReferencePrimaryToken(${[...world.processes, "system"][each.whose % (world.processes.length + 1)]!})`,
    `system.main: PsImpersonateClient(${anybody[each.on % anybody.length]!}, t${index}, copyOnOpen: ${each.copyOnOpen}, effectiveOnly: ${each.effectiveOnly}, level: ${each.level}) => any`,
  ]);
  const attacker = [
    `controls ${own.join(", ")}`, calls, `names ${[...anybody.slice(0, -1), ...world.processes, ...world.objects.map((each) => each.name)].join(", ")}`, `holds ${holds.join(", ")}`,
  ];
  return {
    ...drawn,
    text: `windows ${drawn.versions.join(", ")}\n${world.text}\nattacker thief { ${attacker.join("; ")} }\n\n`
      + `scenario "played" {\n${[...lines, `play thief for ${callsMade}`].map((line) => `  ${line}`).join("\n")}\n}\n`,
  };
});
