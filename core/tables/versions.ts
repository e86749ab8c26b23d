/**
 * The versions of Windows (and ReactOS) as sets of answers to the switches, in a partial order: service packs
 * of one release say nothing about another release. Milestones are named sets of versions, for what arrived
 * on several branches: the impersonation gate came with 2000 SP4, XP SP2 and Server 2003, so no single
 * version says it.
 *
 * `all` means all versions of Windows and not ReactOS. A scenario about Windows would otherwise be judged
 * by the faults of another system; ReactOS is a profile to hold against that system, and is asked for by
 * name. For the same reason ReactOS stands beside the order: no `from` or `before` a version reaches it; a
 * milestone does.
 */

import { switches } from "./switches.ts";
import type { SwitchName, SwitchSettings } from "./switches.ts";

export { switches } from "./switches.ts";
export type { Switch, SwitchName, SwitchSettings } from "./switches.ts";

/** One version. */
export interface Version {
  readonly name: string;
  readonly title: string;
  /** Its direct predecessors; it inherits their answers. */
  readonly after: readonly string[];
  /** Whether it is a Windows, and so part of `all`. */
  readonly windows: boolean;
  /** The answers that differ from its predecessors, or from the defaults if it has none. */
  readonly switches: Partial<SwitchSettings>;
  readonly source: string;
}

/** A named set of versions; complete: no successor of a member is missing. */
export interface Milestone {
  readonly name: string;
  readonly versions: readonly string[];
  readonly meaning: string;
  readonly source: string;
}

/** All versions of facts 5.4, predecessors before successors. */
export const versions = [
  { name: "nt4", title: "Windows NT 4.0", after: [], windows: true, switches: {}, source: "facts 5.4" },
  { name: "2000", title: "Windows 2000", after: ["nt4"], windows: true,
    switches: { jobLimits: "on" }, source: "facts 5.4: job objects" },
  { name: "2000-sp4", title: "Windows 2000 SP4", after: ["2000"], windows: true,
    switches: { gate: "xp2" }, source: "facts 5.4: SeImpersonatePrivilege and the gate" },
  { name: "xp-sp1", title: "Windows XP SP1", after: ["2000"], windows: true,
    switches: {}, source: "facts 5.1, 5.4: no gate" },
  { name: "xp-sp2", title: "Windows XP SP2", after: ["xp-sp1"], windows: true,
    switches: { gate: "xp2", writeRestrictedFlag: "4" }, source: "facts 5.4: the gate; write-restricted tokens with flag 4" },
  { name: "server-2003", title: "Windows Server 2003", after: ["xp-sp1"], windows: true,
    switches: { gate: "xp2" }, source: "facts 5.4, 9: the gate; no write-restricted tokens" },
  { name: "vista", title: "Windows Vista", after: ["2000-sp4", "xp-sp2", "server-2003"], windows: true,
    switches: {
      gate: "vista", integrityCheck: "on", limitedQueryRights: "on", ownerRightsAce: "on", jobLimits: "off",
      primaryTokenFrozen: "on", writeRestrictedFlag: "8", luaFilter: "on",
    },
    source: "facts 5.4, 6, 10.3, 11.1, 13.3: integrity, UAC, no job limits, frozen primary token" },
  { name: "7", title: "Windows 7", after: ["vista"], windows: true,
    switches: { tokenIsAdmin: "groups", impBlockInline: "on" }, source: "facts 2.1, 5.4" },
  { name: "8", title: "Windows 8", after: ["7"], windows: true,
    switches: { gate: "win8", appContainerCheck: "on", sandboxInertFor: "localSystem" },
    source: "facts 5.4: AppContainers; 9.8 step 7: KB2532445" },
  { name: "8.1", title: "Windows 8.1", after: ["8"], windows: true,
    switches: {}, source: "facts 5.4: process trust labels, which the model leaves out" },
  { name: "10", title: "Windows 10", after: ["8.1"], windows: true,
    switches: { gate: "win10", pipeDisableImpersonation: "on" }, source: "facts 5.4: elevation test (U3), FSCTL_PIPE_DISABLE_IMPERSONATE" },
  { name: "11", title: "Windows 11", after: ["10"], windows: true,
    switches: {}, source: "facts 5.4; administrator protection: effect on the gate unknown (U17)" },
  { name: "reactos", title: "ReactOS, August 2025", after: [], windows: false,
    switches: {
      gate: "reactos", gateExempts: "anonymousOnly", gateLevelCheck: "allTypes", gateLevelCheckBeforeOrigin: "on",
      restrictedClause: "equal", anonymousArm: "on", downgradeLevel: "identification", noQosLevel: "anonymous",
      qosLevelAbove3: "store", remoteDynamic: "reference", staticKeepsEffectiveOnly: "off",
      filterExistingRestricted: "replace", filterDisablesSids: "off", effectiveOnlyDropsDenyOnly: "on",
      jobRestrictedSense: "reactos", privCheckKernelFirst: "off", impThreadReturnsSecondStatus: "off",
      primaryInUse: "compareEqual", uninsertedTokenHasSd: "off", createdHandleChecked: "off",
      maxAllowedDeny: "firstCome", restrictedMaxAllowed: "union", impBlockInline: "off",
      impBlockFailure: "insufficientResources",
      ownerRightsFirst: "on", ntAccessCheckZero: "grant", zeroMappingAsksAdmin: "on", tokenIsAdmin: "stickyFlag",
      jobLimits: "on", jobFilters: "off",
    },
    source: "facts 16.2, appendix A" },
] as const satisfies readonly Version[];

/** The name of a version. */
export type VersionName = (typeof versions)[number]["name"];

const sinceVista = ["vista", "7", "8", "8.1", "10", "11"] as const;

/** Named sets of versions, which may stand where a version may. */
export const milestones = [
  { name: "jobs", versions: ["2000", "2000-sp4", "xp-sp1", "xp-sp2", "server-2003", ...sinceVista, "reactos"],
    meaning: "There are job objects; limits on tokens only before Vista.", source: "facts 5.4, 6" },
  { name: "gate", versions: ["2000-sp4", "xp-sp2", "server-2003", ...sinceVista, "reactos"],
    meaning: "SeImpersonatePrivilege exists and the gate is asked.", source: "facts 5.1, 5.4" },
  { name: "integrity", versions: [...sinceVista], meaning: "There are integrity levels and split administrators.", source: "facts 5.4, 13.3 A" },
  { name: "appcontainer", versions: ["8", "8.1", "10", "11"], meaning: "There are AppContainers.", source: "facts 5.4" },
  { name: "elevation", versions: ["10", "11"], meaning: "The gate compares elevation.", source: "facts 5.2 G5, 5.4, U3" },
] as const satisfies readonly Milestone[];

/** The name of a milestone. */
export type MilestoneName = (typeof milestones)[number]["name"];

/**
 * A set of versions as a scenario writes it; `in` alone, or `from` and `before`. Names are versions or
 * milestones.
 */
export interface VersionRange {
  readonly from?: string;
  readonly before?: string;
  readonly in?: readonly string[];
}

const versionRows: readonly Version[] = versions;
const milestoneRows: readonly Milestone[] = milestones;

/** The row of a version, or undefined if there is none of that name. */
export function versionNamed(name: string): Version | undefined {
  return versionRows.find((version) => version.name === name);
}

/** The row of a milestone, or undefined if there is none of that name. */
export function milestoneNamed(name: string): Milestone | undefined {
  return milestoneRows.find((milestone) => milestone.name === name);
}

/**
 * Whether a version is `other` or one of its successors; for a milestone, whether it has it. Unknown names:
 * false.
 */
export function versionAtLeast(version: string, other: string): boolean {
  const milestone = milestoneNamed(other);
  if (milestone !== undefined) return milestone.versions.includes(version);
  const row = versionNamed(version);
  if (row === undefined) return false;
  return version === other || row.after.some((predecessor) => versionAtLeast(predecessor, other));
}

/**
 * Whether a version is a proper predecessor of `other`; for a milestone, whether it lacks it, so that `from`
 * and `before` a milestone always complete each other. Unknown names: false.
 */
export function versionBefore(version: string, other: string): boolean {
  if (versionNamed(version) === undefined) return false;
  if (milestoneNamed(other) !== undefined) return !versionAtLeast(version, other);
  return version !== other && versionAtLeast(other, version);
}

/**
 * Whether a version lies in a range; each part that is given must hold. In `in`, a milestone is all that have
 * it.
 */
export function versionMatches(version: string, range: VersionRange): boolean {
  if (range.from !== undefined && !versionAtLeast(version, range.from)) return false;
  if (range.before !== undefined && !versionBefore(version, range.before)) return false;
  return range.in === undefined || range.in.some((name) => isIn(version, name));
}

function isIn(version: string, name: string): boolean {
  if (name === "all") return versionNamed(version)?.windows === true;
  return version === name || (milestoneNamed(name)?.versions.includes(version) ?? false);
}

/**
 * The versions of a range, in the order of the table. A system that is no Windows belongs to it only when
 * `in` names it.
 */
export function versionsIn(range: VersionRange): string[] {
  return versionRows
    .filter((row) => row.windows || range.in?.includes(row.name) === true)
    .map((row) => row.name)
    .filter((name) => versionMatches(name, range));
}

/**
 * The versions that a text means: ranges joined by commas, each `all`, `V`, `from V`, `from V before W` or
 * `before V`; `in` may stand before a list of names. Undefined if a name is unknown or the text is none of
 * these.
 */
export function versionsOf(text: string): string[] | undefined {
  const ranges = text.split(",").map(rangeOf);
  if (ranges.some((range) => range === undefined)) return undefined;
  const found = new Set(ranges.flatMap((range) => (range === undefined ? [] : versionsIn(range))));
  return versionRows.map((row) => row.name).filter((name) => found.has(name));
}

/** One range of a text; undefined if it is none. */
function rangeOf(text: string): VersionRange | undefined {
  const words = text.trim().split(/\s+/);
  const [first, second, third, fourth] = words;
  if (first === "from" && words.length === 2 && isKnown(second)) return { from: second };
  if (first === "before" && words.length === 2 && isKnown(second)) return { before: second };
  if (first === "from" && third === "before" && words.length === 4 && isKnown(second) && isKnown(fourth)) {
    return { from: second, before: fourth };
  }
  const name = first === "in" && words.length === 2 ? second : first;
  if (words.length > (first === "in" ? 2 : 1) || name === undefined) return undefined;
  return name === "all" || isKnown(name) ? { in: [name] } : undefined;
}

/** The words of such a text that stand where a version or a milestone should and are none. */
export function unknownVersionsIn(text: string): string[] {
  const words = text.split(",").flatMap((range) => range.trim().split(/\s+/));
  return words.filter((word) => word !== "" && !["from", "before", "in", "all"].includes(word) && !isKnown(word));
}

function isKnown(name: string | undefined): name is string {
  return name !== undefined && (versionNamed(name) !== undefined || milestoneNamed(name) !== undefined);
}

/**
 * Every switch's answer on a version: defaults, then predecessors, then its own. Throws on an unknown
 * version.
 */
export function switchesOf(version: string): SwitchSettings {
  const row = versionNamed(version);
  if (row === undefined) throw new RangeError(`There is no version ${version}.`);
  const settings = Object.fromEntries(switches.map((each) => [each.name, each.default])) as SwitchSettings;
  for (const predecessor of row.after) Object.assign(settings, differencesOf(predecessor));
  return Object.assign(settings, row.switches);
}

/**
 * The answers that a version or one of its predecessors gives; where they disagree the later predecessor
 * holds.
 */
function differencesOf(version: string): Partial<Record<SwitchName, string>> {
  const row = versionNamed(version);
  if (row === undefined) return {};
  return Object.assign({}, ...row.after.map(differencesOf), row.switches) as Partial<Record<SwitchName,
    string>>;
}
