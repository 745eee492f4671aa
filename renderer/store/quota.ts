/** Whether the browser refused to keep something for want of room; Dexie may wrap what it threw. */
export function isQuota(error: unknown): boolean {
  const name = typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '';
  return name === 'QuotaExceededError' || String(error).includes('QuotaExceeded');
}
