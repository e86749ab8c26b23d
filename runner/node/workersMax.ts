/**
 * The most threads that draw. More than a machine has processors draw nothing sooner, and each takes memory:
 * with thousands of them a machine stands still.
 */
export const WORKERS_MAX = 256;
