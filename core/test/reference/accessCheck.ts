/** SeAccessCheck: facts 13.1 to 13.3, and A.8 for ReactOS. */
import { accessRights } from "../../tables/accessRights.ts";
import type { Call } from "./call.ts";
import {
  IMPERSONATION, type AccessEntry, type Descriptor, type StatusName, type Thread, type Token, type TypeName,
  type World,
} from "./state.ts";
import { effectiveToken, isPrivilegeEnabled, SE_RELABEL, SE_SECURITY, SE_TAKE_OWNERSHIP } from "./tokens.ts";

const GENERIC_READ = 0x80000000, GENERIC_WRITE = 0x40000000, GENERIC_EXECUTE = 0x20000000,
  GENERIC_ALL = 0x10000000;
const MAXIMUM_ALLOWED = 0x02000000, ACCESS_SYSTEM_SECURITY = 0x01000000;
const WRITE_OWNER = 0x80000, WRITE_DAC = 0x40000, READ_CONTROL = 0x20000;
const OWNER_RIGHTS = "S-1-3-4";
const MEDIUM = 0x2000;
const NO_WRITE_UP = 1, NO_READ_UP = 2, NO_EXECUTE_UP = 4;

export interface Mapping {
  readonly read: number;
  readonly write: number;
  readonly execute: number;
  readonly all: number;
}
export interface Verdict { readonly status: StatusName; readonly granted: number }
const denied: Verdict = { status: "STATUS_ACCESS_DENIED", granted: 0 };
const success = (granted: number): Verdict => ({ status: "STATUS_SUCCESS", granted: granted >>> 0 });

/** What the generic rights stand for on a type, facts 16.6; D19 for tokens, other mappings before Vista. */
export function mappingOf(type: TypeName, { settings }: World): Mapping {
  const row = accessRights.find((each) => each.type === type)!;
  const older = "olderGenericMapping" in row && settings.limitedQueryRights === "off";
  const mapping: Mapping = older ? row.olderGenericMapping : row.genericMapping;
  return type === "token" && settings.tokenExecuteIncludesImpersonate === "off"
    ? { ...mapping, execute: 0x20000 }
    : mapping;
}

/** Generic rights become the type's; MAXIMUM_ALLOWED stays. */
export function mapGeneric(mask: number, mapping: Mapping): number {
  let mapped = mask & ~(GENERIC_READ | GENERIC_WRITE | GENERIC_EXECUTE | GENERIC_ALL);
  if (mask & GENERIC_READ) mapped |= mapping.read;
  if (mask & GENERIC_WRITE) mapped |= mapping.write;
  if (mask & GENERIC_EXECUTE) mapped |= mapping.execute;
  if (mask & GENERIC_ALL) mapped |= mapping.all;
  return mapped >>> 0;
}

/**
 * What is granted without any check, to kernel mode or to the creator: MAXIMUM_ALLOWED means all. Facts 13.1
 * step 1, 11.1 step 7b
 */
export function grantedAsAsked(desired: number, mapping: Mapping): number {
  const mapped = mapGeneric(desired, mapping);
  return ((mapped & MAXIMUM_ALLOWED) !== 0 ? (mapped & ~MAXIMUM_ALLOWED) | mapping.all : mapped) >>> 0;
}

/**
 * An open of an object by the actor of a call, as its effective token. An object without descriptor is never
 * checked (facts 0.5, 4).
 */
export function checkOpen(
  call: Call, descriptor: Descriptor | undefined, type: TypeName, desired: number,
): Verdict {
  const mapping = mappingOf(type, call.world);
  if (call.mode === "kernel") return success(grantedAsAsked(desired, mapping));
  // MAXIMUM_ALLOWED is not translated where nothing is checked (facts A.9)
  if (descriptor === undefined) return success(mapGeneric(desired, mapping) & ~MAXIMUM_ALLOWED);
  return checkAccess(call.actor, descriptor, desired, mapping, call.world);
}

/** The check of user mode: facts 13.1 from step 3. */
export function checkAccess(
  thread: Thread, descriptor: Descriptor, desired: number, mapping: Mapping, world: World,
): Verdict {
  if (thread.impersonation !== undefined && thread.impersonation.level < IMPERSONATION) {
    return { status: "STATUS_BAD_IMPERSONATION_LEVEL", granted: 0 };                                // step 3
  }
  const check = new Check(effectiveToken(thread), descriptor, mapGeneric(desired, mapping), mapping, world);
  return check.verdict();
}

/** The SIDs that speak in one pass over the list. */
interface Speaker { allows(sid: string): boolean; denies(sid: string): boolean }

/** One access check; the steps of facts 13.3 by their letters. */
class Check {
  private readonly maximum: boolean;
  /** What is asked explicitly. */
  private readonly explicit: number;
  private granted = 0;

  constructor(
    private readonly token: Token, private readonly descriptor: Descriptor, desired: number,
    private readonly mapping: Mapping, private readonly world: World,
  ) {
    this.maximum = (desired & MAXIMUM_ALLOWED) !== 0;
    this.explicit = desired & ~MAXIMUM_ALLOWED;
  }

  verdict(): Verdict {
    // 13.1 step 4
    if (this.explicit === 0 && !this.maximum) return denied;
    // A, D23: first
    const allowed = this.mandatoryMask();
    if ((this.explicit & ~allowed) !== 0) return denied;
    if ((this.explicit & ACCESS_SYSTEM_SECURITY) !== 0) {                                           // B, 13.2
      if (!isPrivilegeEnabled(this.token, SE_SECURITY)) return { status: "STATUS_PRIVILEGE_NOT_HELD", granted: 0 };
      this.granted |= ACCESS_SYSTEM_SECURITY;
    }
    if ((this.explicit & WRITE_OWNER) !== 0 && isPrivilegeEnabled(this.token, SE_TAKE_OWNERSHIP)) {
      this.granted |= WRITE_OWNER;
    }
    this.granted |= this.ownerGrant() & (this.maximum ? allowed : this.explicit);                   // D
    const remaining = this.explicit & ~this.granted;
    if (remaining === 0 && !this.maximum) return success(this.granted);
    if (this.descriptor.list === undefined) {                                                       // C
      return success(this.granted | remaining | (this.maximum ? this.mapping.all & allowed : 0));
    }
    return this.maximum ? this.maximumVerdict(allowed) : this.plainVerdict(remaining);
  }

  /** E and G for a plain request. */
  private plainVerdict(remaining: number): Verdict {
    const passes = this.plainPass(this.tokenSpeaker(), remaining)
      && (this.token.restricting === undefined
        || this.plainPass(this.restrictingSpeaker(), remaining & this.restrictedClass()));
    return passes ? success(this.granted | remaining) : denied;
  }

  private plainPass(speaker: Speaker, asked: number): boolean {
    let remaining = asked;
    for (const entry of this.entries()) {
      if (remaining === 0) return true;
      const mask = mapGeneric(entry.mask, this.mapping);
      if (entry.deny && speaker.denies(entry.sid) && (mask & remaining) !== 0) return false;
      if (!entry.deny && speaker.allows(entry.sid)) remaining &= ~mask;
    }
    return remaining === 0;
  }

  /** F and G for MAXIMUM_ALLOWED. */
  private maximumVerdict(allowed: number): Verdict {
    const first = this.collect(this.tokenSpeaker(), { granted: 0, denied: 0 });
    let found = first.granted;
    if (this.token.restricting !== undefined) {
      if (this.world.settings.restrictedMaxAllowed === "union") {                                   // A.8 step 11
        found = this.collect(this.restrictingSpeaker(), first).granted;
      } else {
        found &= this.collect(this.restrictingSpeaker(), { granted: 0, denied: 0 }).granted
          | ~this.restrictedClass();
      }
    }
    const result = (this.granted | (found & allowed)) >>> 0;
    return result === 0 || (this.explicit & ~result) !== 0 ? denied : success(result);
  }

  private collect(
    speaker: Speaker, seen: { granted: number; denied: number },
  ): { granted: number; denied: number } {
    let { granted, denied: refused } = seen;
    for (const entry of this.entries()) {
      // MAXIMUM_ALLOWED does not imply ACCESS_SYSTEM_SECURITY (13.2)
      const mask = mapGeneric(entry.mask, this.mapping) & ~(ACCESS_SYSTEM_SECURITY | MAXIMUM_ALLOWED);
      if (entry.deny && speaker.denies(entry.sid)) {
        refused |= this.world.settings.maxAllowedDeny === "any" ? mask : mask & ~granted;           // D28
      }
      if (!entry.deny && speaker.allows(entry.sid)) {
        granted |= this.world.settings.maxAllowedDeny === "any" ? mask : mask & ~refused;
      }
    }
    if (this.world.settings.maxAllowedDeny === "any") granted &= ~refused;
    return { granted, denied: refused };
  }

  /**
   * G: what the restricting list must allow; of a write-restricted token only what writes (9.6; ARCHITECTURE,
   * "Decided here").
   */
  private restrictedClass(): number {
    const { read, write, execute } = this.mapping;
    return this.token.writeRestricted ? write & ~(read | execute) : 0xffffffff;
  }

  private entries(): AccessEntry[] {
    return (this.descriptor.list ?? []).filter((entry) => !entry.inheritOnly);
  }

  /**
   * D: the owner reads and writes the list, unless an entry speaks for the owner; a restricted token needs
   * him in its list too. A write-restricted one by G does not: its second pass is about what writes of the
   * generic classes (switch).
   */
  private ownerGrant(): number {
    const { owner } = this.descriptor;
    const spokenFor = this.world.settings.ownerRightsAce === "on"
      && this.entries().some((entry) => entry.sid === OWNER_RIGHTS);
    const { restricting, writeRestricted } = this.token;
    const bound = restricting !== undefined
      && (!writeRestricted || this.world.settings.writeRestrictedOwnerListed === "on");
    const isOwner = this.tokenSpeaker().allows(owner) && (!bound || restricting.has(owner));
    return isOwner && !spokenFor ? READ_CONTROL | WRITE_DAC : 0;
  }

  /** E, refinement: enabled groups and the user allow; deny-only ones deny as well. */
  private tokenSpeaker(): Speaker {
    const { token } = this;
    const allows = (sid: string): boolean =>
      sid === token.user ? !token.userDenyOnly : token.groups.get(sid)?.enabled === true;
    const denies = (sid: string): boolean =>
      sid === token.user || token.groups.get(sid)?.enabled === true
        || token.groups.get(sid)?.denyOnly === true;
    return this.withOwnerRights({ allows, denies });
  }

  private restrictingSpeaker(): Speaker {
    const has = (sid: string): boolean => this.token.restricting!.has(sid);
    return this.withOwnerRights({ allows: has, denies: has });
  }

  private withOwnerRights(speaker: Speaker): Speaker {
    if (this.world.settings.ownerRightsAce === "off") return speaker;
    const { owner } = this.descriptor;
    return {
      allows: (sid) => speaker.allows(sid === OWNER_RIGHTS ? owner : sid),
      denies: (sid) => speaker.denies(sid === OWNER_RIGHTS ? owner : sid),
    };
  }

  /** A: the bits that integrity leaves. */
  private mandatoryMask(): number {
    const { settings } = this.world;
    const everything = 0xffffffff;
    if (settings.integrityCheck === "off" || (this.token.policy & 1) === 0) return everything;
    const label = this.descriptor.label ?? { integrity: MEDIUM, policy: NO_WRITE_UP };
    if ((this.token.integrity ?? 0) >= label.integrity) return everything;
    const { read, execute, write } = this.mapping;
    const writes = settings.micLabelWithoutNoWriteUp === "allow" && (label.policy & NO_WRITE_UP) === 0;
    let allowed = (label.policy & NO_READ_UP) === 0 ? read : 0;
    if ((label.policy & NO_EXECUTE_UP) === 0) allowed |= execute;
    // what is in no class (WRITE_DAC, DELETE, …) is outside, unless nothing is forbidden
    if (writes && (label.policy & (NO_READ_UP | NO_EXECUTE_UP)) === 0) return everything;
    if (writes) allowed |= write;
    if (isPrivilegeEnabled(this.token, SE_RELABEL)) allowed |= WRITE_OWNER;
    return allowed >>> 0;
  }
}
