/** The bug checks that the model knows; codes as Microsoft prints them. */

/** A reference count or pointer of an object is wrong: something was released once too often. [CK] */
export const BUG_CHECK_REFERENCE_BY_POINTER: u32 = 0x18;
/**
 * A null pointer was followed in kernel mode, and nobody handled it. [MS-doc
 * bug-check-0x1e--kmode-exception-not-handled]
 */
export const BUG_CHECK_KMODE_EXCEPTION_NOT_HANDLED: u32 = 0x1e;
/**
 * A thread released a lock that it did not hold. [MS-doc bug-check-0xe3--resource-not-owned]
 */
export const BUG_CHECK_RESOURCE_NOT_OWNED: u32 = 0xe3;
/**
 * A work item's routine returned while its thread still impersonated. [MS-doc
 * bug-check-0xdf--impersonating-worker-thread] facts 14.1
 */
export const BUG_CHECK_IMPERSONATING_WORKER_THREAD: u32 = 0xdf;
