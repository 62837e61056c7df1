// A row that can be pushed to the left on a touch screen: far enough, its first action is done; a little,
// the actions stay open. The row's menu holds the same.
import { useRef, useState, type PointerEvent, type ReactNode } from 'react';
import { Icon, type LucideIcon } from '../../ui';

export interface SwipeAction {
  label: string;
  icon: LucideIcon;
  run: () => void;
}

const WIDTH = 76;
const START = 12;

export function Swipe({ actions, children }: { actions: SwipeAction[]; children: ReactNode }) {
  const [shift, setShift] = useState(0);
  const [held, setHeld] = useState(false);
  const from = useRef<{ x: number; y: number; shift: number } | null>(null);
  const swiping = useRef(false);
  const open = -WIDTH * actions.length;

  const down = (e: PointerEvent) => {
    if (e.pointerType !== 'touch') return;
    from.current = { x: e.clientX, y: e.clientY, shift };
    swiping.current = false;
  };
  const move = (e: PointerEvent) => {
    const start = from.current;
    if (!start) return;
    const dx = e.clientX - start.x;
    const dy = e.clientY - start.y;
    if (!swiping.current) {
      if (Math.abs(dy) > START) from.current = null;
      if (Math.abs(dx) < START || Math.abs(dx) < Math.abs(dy)) return;
      swiping.current = true;
      setHeld(true);
      e.currentTarget.setPointerCapture(e.pointerId);
    }
    setShift(Math.min(0, Math.max(open * 1.4, start.shift + dx)));
  };
  const up = () => {
    if (!from.current) return;
    from.current = null;
    setHeld(false);
    if (shift < open * 1.3) {
      setShift(0);
      actions[0]?.run();
    } else setShift(shift < open / 2 ? open : 0);
  };
  return (
    <div className="swipe">
      <div
        className="front"
        style={
          shift
            ? { transform: `translateX(${shift}px)`, transition: held ? 'none' : undefined }
            : undefined
        }
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onPointerCancel={up}
        onClickCapture={(e) => {
          if (!swiping.current) return;
          swiping.current = false;
          e.preventDefault();
          e.stopPropagation();
        }}
      >
        {children}
      </div>
      {shift < 0 && (
        <div className="behind">
          {actions.map((a) => (
            <button
              key={a.label}
              type="button"
              onClick={() => {
                setShift(0);
                a.run();
              }}
            >
              <Icon of={a.icon} />
              {a.label}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
