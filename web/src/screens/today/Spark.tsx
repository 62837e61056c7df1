// A row of small bars; for screen readers, and on request, the table of its numbers.
import { number } from '../../lib/numbers';

export interface SparkProps {
  label: string;
  head: string;
  points: { label: string; value: number }[];
}

const WIDTH = 80;
const HEIGHT = 32;
const GAP = 4;

export function Spark({ label, head, points }: SparkProps) {
  const most = Math.max(...points.map((p) => p.value), 1);
  const width = (WIDTH - GAP * (points.length - 1)) / Math.max(points.length, 1);
  return (
    <>
      <svg
        className="spark"
        width={WIDTH}
        height={HEIGHT}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        aria-hidden
      >
        {points.map((p, i) => {
          const height = Math.max((p.value / most) * HEIGHT, 2);
          return (
            <rect
              key={p.label}
              className={i === points.length - 1 ? 'now' : undefined}
              x={i * (width + GAP)}
              y={HEIGHT - height}
              width={width}
              height={height}
              rx="2"
            >
              <title>{`${p.label}: ${number(p.value)}`}</title>
            </rect>
          );
        })}
      </svg>
      <table className="sr">
        <caption>{label}</caption>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col">{label}</th>
          </tr>
        </thead>
        <tbody>
          {points.map((p) => (
            <tr key={p.label}>
              <th scope="row">{p.label}</th>
              <td>{number(p.value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
