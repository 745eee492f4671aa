const everyMs = 20;
const mb = (bytes: number): number => bytes / (1 << 20);

/** Watches what this process has in memory: `end` answers by how many MB the greatest exceeded the first. */
export function watchResident(): { readonly end: () => number } {
  const first = process.memoryUsage.rss();
  let greatest = first;
  const watch = setInterval(() => {
    greatest = Math.max(greatest, process.memoryUsage.rss());
  }, everyMs);
  return {
    end: () => {
      clearInterval(watch);
      return mb(greatest - first);
    },
  };
}
