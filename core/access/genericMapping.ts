/**
 * What GENERIC_READ, _WRITE, _EXECUTE and _ALL mean for a type of object, by version.
 *
 * Threads and processes were widened with the limited rights (Vista), and newer headers count TOKEN_IMPERSONATE as executing a
 * token (D19). Every mask passes here once: those of requests, and those of entries of access lists.
 */
import { genericAll, genericExecute, genericRead, genericWrite, TOKEN_IMPERSONATE, TYPE_PROCESS, TYPE_THREAD, TYPE_TOKEN } from "../generated/accessRights";
import {
  LIMITED_QUERY_RIGHTS_ON, limitedQueryRights, TOKEN_EXECUTE_INCLUDES_IMPERSONATE_OFF, tokenExecuteIncludesImpersonate,
} from "../generated/switches";
import { GENERIC_ALL, GENERIC_EXECUTE, GENERIC_READ, GENERIC_WRITE } from "./standardRights";

/** Whether threads and processes still have the mapping from before the limited rights. */
function isOlder(type: u32): bool {
  return (type == TYPE_THREAD || type == TYPE_PROCESS) && limitedQueryRights() != LIMITED_QUERY_RIGHTS_ON;
}

/** GENERIC_READ of a type. */
export function readRights(type: u32): u32 {
  if (isOlder(type)) return type == TYPE_THREAD ? 0x20048 : 0x20410;
  return genericRead(type);
}

/** GENERIC_WRITE of a type. */
export function writeRights(type: u32): u32 {
  if (isOlder(type)) return type == TYPE_THREAD ? 0x20037 : 0x20beb;
  return genericWrite(type);
}

/** GENERIC_EXECUTE of a type. */
export function executeRights(type: u32): u32 {
  if (isOlder(type)) return 0x120000;
  const rights = genericExecute(type);
  const older = type == TYPE_TOKEN && tokenExecuteIncludesImpersonate() == TOKEN_EXECUTE_INCLUDES_IMPERSONATE_OFF;
  return older ? rights & ~TOKEN_IMPERSONATE : rights;
}

/** GENERIC_ALL of a type. */
export function allRights(type: u32): u32 {
  if (isOlder(type)) return type == TYPE_THREAD ? 0x1f03ff : 0x1f0fff;
  return genericAll(type);
}

/** A mask with its generic rights replaced by those of the type. */
export function mapGenericMask(type: u32, mask: u32): u32 {
  let mapped = mask & ~(GENERIC_READ | GENERIC_WRITE | GENERIC_EXECUTE | GENERIC_ALL);
  if ((mask & GENERIC_READ) != 0) mapped |= readRights(type);
  if ((mask & GENERIC_WRITE) != 0) mapped |= writeRights(type);
  if ((mask & GENERIC_EXECUTE) != 0) mapped |= executeRights(type);
  if ((mask & GENERIC_ALL) != 0) mapped |= allRights(type);
  return mapped;
}
