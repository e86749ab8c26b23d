/**
 * Generic rights replaced by those of a type of object. Every mask passes here once: those of requests, and
 * those of entries of access lists.
 */
import {
  GENERIC_ALL, GENERIC_EXECUTE, GENERIC_READ, GENERIC_WRITE, genericAll, genericExecute, genericRead,
  genericWrite, TOKEN_IMPERSONATE, TYPE_TOKEN,
} from "../generated/accessRights";
import {
  TOKEN_EXECUTE_INCLUDES_IMPERSONATE_OFF, tokenExecuteIncludesImpersonate,
} from "../generated/switches";

/** GENERIC_EXECUTE of a type; for tokens older headers leave TOKEN_IMPERSONATE out (D19). */
export function executeRights(type: u32): u32 {
  const older = type == TYPE_TOKEN
    && tokenExecuteIncludesImpersonate() == TOKEN_EXECUTE_INCLUDES_IMPERSONATE_OFF;
  return older ? genericExecute(type) & ~TOKEN_IMPERSONATE : genericExecute(type);
}

/** A mask with its generic rights replaced by those of the type. */
export function mapGenericMask(type: u32, mask: u32): u32 {
  const generic = mask & (GENERIC_READ | GENERIC_WRITE | GENERIC_EXECUTE | GENERIC_ALL);
  if (generic == 0) return mask;
  let mapped = mask & ~generic;
  if ((generic & GENERIC_READ) != 0) mapped |= genericRead(type);
  if ((generic & GENERIC_WRITE) != 0) mapped |= genericWrite(type);
  if ((generic & GENERIC_EXECUTE) != 0) mapped |= executeRights(type);
  if ((generic & GENERIC_ALL) != 0) mapped |= genericAll(type);
  return mapped;
}
