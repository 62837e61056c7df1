// What may be asked for often and need not be done as often: at once the first time, then at most once
// in `every` ms, the last time always.
export function paced(run: () => void, every: number): () => void {
  let resting: ReturnType<typeof setTimeout> | undefined;
  let again = false;
  const rest = () => {
    resting = setTimeout(() => {
      resting = undefined;
      if (!again) return;
      again = false;
      rest();
      run();
    }, every);
  };
  return () => {
    if (resting !== undefined) {
      again = true;
      return;
    }
    rest();
    run();
  };
}
