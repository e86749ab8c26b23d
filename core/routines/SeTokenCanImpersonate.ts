/**
 * SeTokenCanImpersonate, the gate: may a process with this primary token really impersonate this token at
 * this level?
 *
 * Microsoft documents what suffices (a low level, the privilege, explicit credentials of the same session,
 * the same user); the order and the arms of later versions are those of facts 5.2. First match wins; no
 * means a copy at Identification, never an error.
 */
import { decide } from "../decide";
import {
  GATE_ABSENT, GATE_ANONYMOUS_SESSION, GATE_ELEVATION, GATE_EXEMPT_LEVEL, GATE_INTEGRITY,
  GATE_LEVEL_ABOVE_TOKEN, GATE_ORIGIN, GATE_PACKAGE, GATE_PRIVILEGE, GATE_RESTRICTED_DIFFERS,
  GATE_USER_DIFFERS,
} from "../generated/decisions";
import {
  SE_IMPERSONATE_PRIVILEGE, SecurityAnonymous, SecurityImpersonation, TokenElevationTypeFull,
  TokenImpersonation,
} from "../generated/enumerations";
import {
  tokenElevation, tokenIntegrity, tokenLevel, tokenOrigin, tokenPackage, tokenRestricted, tokenSession,
  tokenType, tokenUser, tokenWriteRestricted,
} from "../generated/state";
import {
  ANONYMOUS_ARM_ON, anonymousArm, gate, GATE_EXEMPTS_ANONYMOUS_ONLY, GATE_LEVEL_CHECK_ALL_TYPES,
  GATE_LEVEL_CHECK_BEFORE_ORIGIN_ON, GATE_LEVEL_CHECK_IMPERSONATION_TYPES, GATE_NONE, GATE_REACTOS,
  GATE_VISTA, GATE_WIN10, GATE_WIN8, gateExempts, gateLevelCheck, gateLevelCheckBeforeOrigin,
  RESTRICTED_CLAUSE_EQUAL, RESTRICTED_CLAUSE_SUBSET, restrictedClause, WRITE_RESTRICTED_COMPARED_ON,
  writeRestrictedCompared,
} from "../generated/switches";
import { privilegeEnabled } from "../objects/tokens";

/** Logon session of anonymous tokens. [Forshaw NtToken.cs] facts 1.2 */
const ANONYMOUS_LOGON_SESSION: u32 = 0x3e6;

/**
 * 1: the token may be impersonated at `level`; 0: not above Identification. Reads both tokens and changes
 * nothing.
 */
export function SeTokenCanImpersonate(processToken: u32, token: u32, level: u32): u32 {
  const inContainer = hasArm(GATE_WIN8) && tokenPackage(processToken) != 0;
  if (decide(GATE_ABSENT, gate() == GATE_NONE, processToken, token)) return 1;
  if (decide(GATE_EXEMPT_LEVEL, levelIsExempt(level), level, token)) return 1;
  if (anonymousArm() == ANONYMOUS_ARM_ON && !inContainer) {
    if (decide(GATE_ANONYMOUS_SESSION, tokenSession(token) == ANONYMOUS_LOGON_SESSION, processToken, token)) {
      return 1;
    }
  }
  if (decide(GATE_PRIVILEGE, privilegeEnabled(processToken, SE_IMPERSONATE_PRIVILEGE), processToken, token)) {
    return 1;
  }
  if (hasArm(GATE_VISTA)
    && decide(GATE_INTEGRITY, tokenIntegrity(token) > tokenIntegrity(processToken), processToken, token)) {
    return 0;
  }
  if (hasArm(GATE_WIN10)
    && decide(GATE_ELEVATION, isElevated(token) && !isElevated(processToken), processToken, token)) {
    return 0;
  }
  if (inContainer
    && decide(GATE_PACKAGE, tokenPackage(token) != tokenPackage(processToken), processToken, token)) {
    return 0;
  }
  return remainingArms(processToken, token, level);
}

/** Origin, level and same user: G7 to G10, the first two in the order of the version. */
function remainingArms(processToken: u32, token: u32, level: u32): u32 {
  const levelFirst = gateLevelCheckBeforeOrigin() == GATE_LEVEL_CHECK_BEFORE_ORIGIN_ON;
  if (levelFirst && levelIsAboveToken(token, level)) return 0;
  if (decide(GATE_ORIGIN, isOriginOf(processToken, token), processToken, token)) return 1;
  if (!levelFirst && levelIsAboveToken(token, level)) return 0;
  if (decide(GATE_USER_DIFFERS, tokenUser(processToken) != tokenUser(token), processToken, token)) return 0;
  if (decide(GATE_RESTRICTED_DIFFERS, !restrictedSuits(processToken, token), processToken, token)) return 0;
  return 1;
}

/** Whether this version has the arms that Windows introduced with `since`. ReactOS has none of them. */
function hasArm(since: u32): bool {
  return gate() >= since && gate() != GATE_REACTOS;
}

/** G1: documented for all levels below Impersonation; ReactOS exempts Anonymous alone (D26). */
function levelIsExempt(level: u32): bool {
  return gateExempts() == GATE_EXEMPTS_ANONYMOUS_ONLY
    ? level == SecurityAnonymous
    : level < SecurityImpersonation;
}

/** G5. Only the elevated half of a pair counts. [Forshaw-mem] U3 */
function isElevated(token: u32): bool {
  return tokenElevation(token) == TokenElevationTypeFull;
}

/**
 * G7: a process of that logon session made the logon. Origin 0 is nobody's session. [MS-doc _token_origin]
 */
function isOriginOf(processToken: u32, token: u32): bool {
  return tokenOrigin(token) != 0 && tokenOrigin(token) == tokenSession(processToken);
}

/** G8: the asked level is above the token's own. ReactOS compares primary tokens as well (U18). */
function levelIsAboveToken(token: u32, level: u32): bool {
  if (gateLevelCheck() != GATE_LEVEL_CHECK_ALL_TYPES) {
    if (gateLevelCheck() != GATE_LEVEL_CHECK_IMPERSONATION_TYPES || tokenType(token) != TokenImpersonation) {
      return false;
    }
  }
  return decide(GATE_LEVEL_ABOVE_TOKEN, level > tokenLevel(token), level, token);
}

/** G9: how restricted tokens may meet (D4); on demand write-restriction is compared as well (U5). */
function restrictedSuits(processToken: u32, token: u32): bool {
  const process = tokenRestricted(processToken) != 0;
  const client = tokenRestricted(token) != 0;
  if (writeRestrictedCompared() == WRITE_RESTRICTED_COMPARED_ON
    && tokenWriteRestricted(processToken) != tokenWriteRestricted(token)) {
    return false;
  }
  if (restrictedClause() == RESTRICTED_CLAUSE_EQUAL) return process == client;
  if (restrictedClause() == RESTRICTED_CLAUSE_SUBSET) return client || !process;
  return !process && !client;
}
