/*
 * Emits a checked scenario for one version: the image that the core loads, and what people call the things in
 * it.
 */
import { wellKnownSidSlots, sections } from "../core/tables/image.ts";
import { switches, type SwitchSettings } from "../core/tables/switches.ts";
import { switchesOf } from "../core/tables/versions.ts";
import type { Binding, CheckedAttacker, CheckedScenario } from "./check/steps.ts";
import { ImageBuilder } from "./emit/builder.ts";
import { CodeEmitter } from "./emit/code.ts";
import { namesInCondition } from "./emit/insideSteps.ts";
import { limit } from "./emit/limits.ts";
import { Numbers } from "./emit/numbers.ts";
import { growthOf, planCounts, type Growth } from "./emit/plan.ts";
import { nameOfSid, SecurityIdentifiers } from "./emit/securityIdentifiers.ts";
import { WorldBuilder, type World } from "./emit/world.ts";
import type { ImageAttacker, Program, ProgramImage, ProgramNames, StateRow } from "./image/programImage.ts";
import { pathOf } from "./resolve/model.ts";
import { wordNamed } from "./words.ts";

const switchBytes = sections.find((section) => section.name === "switches")!.countMax;
const variableKindHandle = 1;

/**
 * The program of a scenario on one version. `overrides` are switches by name, over those of the version and
 * of the head.
 */
export function emit(
  scenario: CheckedScenario, version: string, overrides: Partial<SwitchSettings> = {},
): Program {
  const settings: SwitchSettings = { ...switchesOf(version), ...scenario.switches, ...overrides };
  const numbers = new Numbers(scenario);
  const sids = new SecurityIdentifiers(scenario);
  sids.check();
  const builder = new ImageBuilder(numbers, sids);
  const growth = growthOf(scenario, version);
  const playing = new Set([...growth.plays].filter(([, calls]) => calls > 0).map(([attacker]) => attacker));
  const judged = scenario.properties.filter(
    (property) => property.versions === undefined || property.versions.includes(version),
  );
  new CodeEmitter(builder, version, playing, namesRead(judged))
    .emitProgram(scenario.steps, scenario.span);
  limit("properties", judged.length, sections.find((section) => section.name === "property")!.countMax);
  const properties = judged.map(({ temporal, event, condition }) => ({
    temporal, event, expression: builder.expression(condition),
  }));
  // handles lie in a process, so an attacker without a thread has none
  const held = scenario.attackers.flatMap(({ threads: [first], holds }) =>
    first === undefined ? [] : holds.map((handle) => ({ process: first.process, handle })),
  );
  const attackers = scenario.attackers.map((attacker) => emitAttacker(attacker, builder, growth));
  const world = new WorldBuilder(numbers, sids, version, settings).build(held);
  const image = assemble(scenario, builder, world, growth, { properties, attackers, settings });
  return {
    scenario: scenario.title, version, image, names: namesOf(scenario, builder, judged),
    breaks: breaksOf(scenario, judged), ...(scenario.repairs !== undefined && { repairs: scenario.repairs }),
    hasChoices: growth.choices, plays: growth.plays.size > 0, stepsMax: growth.steps, span: scenario.span,
    docComment: scenario.docComment,
  };
}

/** The names of the scenario that properties read. */
function namesRead(judged: CheckedScenario["properties"]): Set<Binding> {
  return new Set(judged.flatMap(({ condition }) => namesInCondition(condition)));
}

function breaksOf(scenario: CheckedScenario, judged: CheckedScenario["properties"]): number[] {
  return scenario.breaks
    .map((index) => judged.indexOf(scenario.properties[index]!))
    .filter((index) => index >= 0);
}

interface Parts {
  readonly properties: ProgramImage["properties"];
  readonly attackers: readonly ImageAttacker[];
  readonly settings: SwitchSettings;
}

function assemble(
  scenario: CheckedScenario, builder: ImageBuilder, world: World, growth: Growth, parts: Parts,
): ProgramImage {
  const { securityIdentifiers, numbers } = builder;
  return {
    counts: planCounts(scenario, growth, numbers, builder, world),
    initial: {
      ...world.initial,
      variable: initialVariables(scenario, parts.attackers, numbers, builder.variables.length),
    },
    switches: Array.from({ length: switchBytes }, (_, index) => {
      const row = switches[index];
      return row === undefined ? 0 : (row.values as readonly string[]).indexOf(parts.settings[row.name]);
    }),
    wellKnownSids: wellKnownSidSlots.map((name) => {
      const word = wordNamed(name);
      return word?.kind === "sid" ? securityIdentifiers.numberOrNone(word.sid) : 0xff;
    }),
    records: builder.records,
    constants: builder.constants,
    domains: builder.domains,
    accessLists: world.accessLists,
    expressions: builder.expressions,
    properties: parts.properties,
    attackers: parts.attackers,
    shapes: world.shapes,
    privilegeLists: builder.privilegeLists,
    sidLists: builder.sidLists,
  };
}

/**
 * An attacker's variables: one for each thing that it holds, then one for each call that it may make. As many
 * again are spare.
 */
function emitAttacker(attacker: CheckedAttacker, builder: ImageBuilder, growth: Growth): ImageAttacker {
  const calls = growth.plays.get(attacker.name) ?? 0;
  const variableStart = builder.variables.length;
  attacker.holds.forEach((handle) => builder.reserve(`${handle.thing.name}${handle.token === undefined ? "" : ".token"}`, attacker.span));
  const playVariable = builder.variables.length;
  for (let index = 1; index <= calls; index += 1) builder.reserve(`${attacker.name}${index}`);
  const variableCount = builder.variables.length - variableStart;
  // an attacker names one handle at most beyond its results: what it draws may have no name
  for (let index = 1; index <= calls; index += 1) builder.reserveSpare(`handle${index}`);
  const threads = attacker.threads.map((thread) => builder.operand({ form: "thing", thing: thread }));
  return {
    threads: builder.domain({ values: threads, dynamicKind: 0, handleKind: 0 }),
    calls: attacker.calls.map(({ operation, weight, domains }) => ({
      operation: operation.id,
      weight,
      domains: domains.map((domain) =>
        builder.domain({ ...domain, values: domain.values.map((value) => builder.operand(value)) }),
      ),
    })),
    variableStart,
    variableCount,
    playVariable,
    processes: [...new Set(attacker.threads.map((thread) => builder.numbers.of(thread.process)))],
  };
}

/**
 * What attackers hold at the start is bound to their first variables; handles of processes come first in the
 * table. Who controls no thread has no process to hold them in.
 */
function initialVariables(
  scenario: CheckedScenario, attackers: readonly ImageAttacker[], { processes }: Numbers, count: number,
): StateRow[] {
  const rows: StateRow[] = Array.from({ length: count }, () => ({}));
  let slot = processes.reduce((sum, process) => sum + process.handles.length, 0);
  scenario.attackers.forEach((attacker, index) => {
    if (attacker.threads.length === 0) return;
    attacker.holds.forEach((_, position) => {
      rows[attackers[index]!.variableStart + position] = { kind: variableKindHandle, value: slot };
      slot += 1;
    });
  });
  return rows;
}

function namesOf(
  scenario: CheckedScenario, builder: ImageBuilder, judged: CheckedScenario["properties"],
): ProgramNames {
  const { numbers } = builder;
  const nowhere = { name: "", process: "", path: "" };
  return {
    threads: [
      nowhere,
      ...numbers.threads.map((thread) => ({
        name: thread.name, process: thread.process.name, path: pathOf(thread, numbers.processes),
      })),
    ],
    processes: ["", ...numbers.processes.map((process) => process.name)],
    objects: [{ name: "", type: "" }, ...numbers.objects.map(({ name, type }) => ({ name, type }))],
    jobs: ["", ...numbers.jobs.map(({ name }) => name)],
    ...accountNames(scenario, builder),
    variables: builder.variables,
    expressions: builder.expressionSources,
    properties: judged.map(({ title, text, span, condition, attacker }) => ({
      title, text, span, said: builder.expressionSources[builder.expression(condition)]!.said,
      ...(attacker !== undefined && { attacker: numbers.attacker(attacker) }),
    })),
    attackers: numbers.attackers,
    labels: builder.labels,
    choices: builder.choices,
    spans: builder.spans,
  };
}

/**
 * SIDs and accounts by name. The SID of several accounts is called after all of them: which of them a token
 * is of, only its logon session tells.
 */
function accountNames(
  scenario: CheckedScenario, { securityIdentifiers }: ImageBuilder,
): Pick<ProgramNames, "sids" | "accounts"> {
  const accounts = [...new Set(scenario.processes.map((process) => process.account))];
  const nameOf = (sid: string): string => {
    const users = accounts.filter((account) => account.user === sid).map((account) => account.name);
    return users.length > 1 ? `the user of ${users.join(" and ")}` : users[0] ?? nameOfSid(sid);
  };
  return {
    sids: securityIdentifiers.members.map(([sid, ...merged]) => ({
      sid: sid!, name: nameOf(sid!), merged: merged.map((each) => ({ sid: each, name: nameOf(each) })),
    })),
    accounts: accounts.map(({ name, authenticationId, user }) => ({
      name, session: authenticationId, user: securityIdentifiers.number(user),
    })),
  };
}
