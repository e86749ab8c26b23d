/**
 * The gate, SeTokenCanImpersonate: facts 5.2, and 5.3 for ReactOS. First match wins; a denial is a downgrade
 * and no error.
 */
import { ANONYMOUS, IMPERSONATION, type Token, type World } from "./state.ts";
import { ANONYMOUS_SESSION, isPrivilegeEnabled, SE_IMPERSONATE } from "./tokens.ts";

const FULL = 2;
const hasIntegrity = ["vista", "win8", "win10"], hasAppContainers = ["win8", "win10"];

/** Whether a process with primary token `process` may impersonate `token` at `level`. */
export function tokenCanImpersonate(process: Token, token: Token, level: number, world: World): boolean {
  const { settings } = world;
  if (settings.gate === "none") return true;                                                        // G0
  if (settings.gateExempts === "anonymousOnly" ? level === ANONYMOUS : level < IMPERSONATION) return true; // G1, D26
  const sandboxed = hasAppContainers.includes(settings.gate) && process.package !== undefined;
  if (settings.anonymousArm === "on" && token.session === ANONYMOUS_SESSION && !sandboxed) return true;    // G2
  if (isPrivilegeEnabled(process, SE_IMPERSONATE)) return true;                                     // G3
  // G4
  if (hasIntegrity.includes(settings.gate) && (token.integrity ?? 0) > (process.integrity ?? 0)) return false;
  if (settings.gate === "win10" && token.elevation === FULL && process.elevation !== FULL) return false;   // G5
  if (sandboxed && token.package !== process.package) return false;                                 // G6
  const sameOrigin = token.origin !== 0 && process.session === token.origin;                        // G7
  const aboveOwnLevel = isAboveOwnLevel(token, level, world);                                       // G8
  if (settings.gateLevelCheckBeforeOrigin === "on" && aboveOwnLevel) return false;
  if (sameOrigin) return true;
  if (aboveOwnLevel) return false;
  return process.user === token.user && restrictednessAgrees(process, token, world);                // G9, G10
}

/** G8: of which types the own level bounds what is asked. */
function isAboveOwnLevel(token: Token, level: number, { settings }: World): boolean {
  if (settings.gateLevelCheck === "none") return false;
  return (settings.gateLevelCheck === "allTypes" || token.type === "TokenImpersonation") && level > token.level;
}

/** G9, D4, U5. */
function restrictednessAgrees(process: Token, token: Token, { settings }: World): boolean {
  const [own, other] = [process.restricting !== undefined, token.restricting !== undefined];
  if (settings.writeRestrictedCompared === "on" && process.writeRestricted !== token.writeRestricted) {
    return false;
  }
  switch (settings.restrictedClause) {
    case "neither": return !own && !other;
    case "subset": return other || !own;
    default: return own === other;
  }
}
