// The messages that are told now: at most three, each for ten seconds, which do not run while somebody
// points at them or has them in focus. A failure stays until it is answered.
export interface Message {
  text: string;
  tone?: 'danger' | undefined;
  action?: { label: string; kbd?: string | undefined; run: () => void } | undefined;
  /** What it is about: takes the place of one about the same. */
  about?: string | undefined;
}

export interface Toast extends Message {
  id: number;
}

export interface Toasts {
  show(message: Message): number;
  dismiss(id: number): void;
  /** Stops the clock of all; release lets it go on. */
  hold(): void;
  release(): void;
  get(): readonly Toast[];
  subscribe(listener: () => void): () => void;
}

interface Clock {
  left: number;
  since: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

export function createToasts(most = 3, life = 10_000): Toasts {
  let shown: readonly Toast[] = [];
  let last = 0;
  let held = false;
  const clocks = new Map<number, Clock>();
  const listeners = new Set<() => void>();

  const change = (next: readonly Toast[]) => {
    shown = next;
    listeners.forEach((listener) => listener());
  };
  const start = (id: number, clock: Clock) => {
    clock.since = Date.now();
    clock.timer = setTimeout(() => dismiss(id), clock.left);
  };
  const dismiss = (id: number) => {
    clearTimeout(clocks.get(id)?.timer);
    clocks.delete(id);
    change(shown.filter((toast) => toast.id !== id));
    if (shown.length === 0) held = false;
  };

  return {
    show(message) {
      const id = ++last;
      if (message.tone !== 'danger') {
        const clock = { left: life, since: 0, timer: undefined };
        clocks.set(id, clock);
        if (!held) start(id, clock);
      }
      change([...shown, { ...message, id }]);
      const same = (t: Toast) => t.about === message.about && t.id !== id;
      if (message.about !== undefined) shown.filter(same).forEach((t) => dismiss(t.id));
      const oldest = shown[0];
      if (shown.length > most && oldest) dismiss(oldest.id);
      return id;
    },
    dismiss,
    hold() {
      if (held) return;
      held = true;
      for (const clock of clocks.values()) {
        clearTimeout(clock.timer);
        clock.left -= Date.now() - clock.since;
      }
    },
    release() {
      if (!held) return;
      held = false;
      clocks.forEach((clock, id) => start(id, clock));
    },
    get: () => shown,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
