import { describe, expect, test } from 'vitest';
import { escapeXml, SvgContext } from '../../../src/app/charts/svg';

const drawn = (draw: (context: SvgContext) => void, title = 'T', alt = 'A') => {
  const context = new SvgContext(100, 50);
  draw(context);
  return context.toSvg(title, alt);
};

describe('a picture written as SVG', () => {
  test('text is data, in whatever part it stands', () => {
    const evil = '</text><script>alert(1)</script>&"\u0000\uD800';
    const svg = drawn(
      (context) => {
        context.font = `600 12px "><x>`;
        context.fillText(evil, 1, 2);
        context.fillStyle = '"/><script>';
        context.fillRect(0, 0, 1, 1);
      },
      evil,
      evil,
    );
    expect(svg).not.toContain('<script');
    expect(svg).not.toContain('<x>');
    expect(svg.match(/&lt;\/text&gt;&lt;script&gt;alert\(1\)&lt;\/script&gt;&amp;&quot;</g)).toHaveLength(3);
    expect(escapeXml('客户 <1>')).toBe('客户 &lt;1&gt;');
  });

  test('paths stand where the transform of the moment puts them', () => {
    const svg = drawn((context) => {
      context.save();
      context.translate(10, 20);
      context.scale(2, 2);
      context.beginPath();
      context.moveTo(1, 1);
      context.lineTo(5, 1);
      context.lineWidth = 1.5;
      context.strokeStyle = 'rgba(1, 2, 3, 0.5)';
      context.setLineDash([2, 1]);
      context.stroke();
      context.restore();
      context.fillRect(0, 0, 3, 4);
    });
    expect(svg).toContain(
      '<path d="M12 22L20 22" fill="none" stroke="rgb(1,2,3)" stroke-opacity="0.5" stroke-width="3" stroke-dasharray="4 2"/>',
    );
    expect(svg).toContain('<path d="M0 0L3 0L3 4L0 4Z" fill="#000000"/>');
  });

  test('a circle ends where it began and is as round as one', () => {
    const svg = drawn((context) => {
      context.arc(50, 25, 10, 0, 2 * Math.PI);
      context.fill();
    });
    const numbers = [...(/d="([^"]+)"/.exec(svg)?.[1] ?? '').matchAll(/[MCL ]?(-?[\d.]+) (-?[\d.]+)/g)].map((match) => [
      Number(match[1]),
      Number(match[2]),
    ]);
    expect(numbers[0]).toEqual([60, 25]);
    expect(numbers.at(-1)).toEqual([60, 25]);
    // Every third point after the first lies on the circle.
    for (let i = 3; i < numbers.length; i += 3) expect(Math.hypot(numbers[i]![0]! - 50, numbers[i]![1]! - 25)).toBeCloseTo(10, 1);
  });

  test('an arc the other way round is the short one where it says so', () => {
    const svg = drawn((context) => {
      context.arc(0, 0, 10, 0, -Math.PI / 2, true);
      context.stroke();
    });
    expect(svg.match(/C/g)).toHaveLength(2);
    expect(svg).toContain('M10 0');
  });

  test('colours with an opacity, clips within clips, and clearing', () => {
    const svg = drawn((context) => {
      context.fillRect(0, 0, 9, 9);
      context.clearRect();
      context.save();
      for (const size of [20, 10]) {
        context.beginPath();
        context.rect(0, 0, size, size);
        context.clip();
      }
      context.fillStyle = '#11223380';
      context.fillRect(0, 0, 30, 30);
      context.restore();
      context.fillStyle = 'transparent';
      context.fillRect(0, 0, 7, 7);
    });
    expect(svg).not.toContain('L9 0');
    expect(svg).not.toContain('L7 0');
    expect(svg).toContain('<clipPath id="c1" clip-path="url(#c0)">');
    expect(svg).toContain('<g clip-path="url(#c1)"><path d="M0 0L30 0L30 30L0 30Z" fill="#112233" fill-opacity="0.5"/></g>');
  });

  test('one picture in another keeps its ids apart', () => {
    const inner = new SvgContext(10, 10, 'p');
    inner.rect(0, 0, 5, 5);
    inner.clip();
    inner.fillRect(0, 0, 1, 1);
    const svg = drawn((context) => {
      context.rect(0, 0, 5, 5);
      context.clip();
      context.embed(inner, 3, 4);
    });
    expect(svg).toContain('<svg x="3" y="4" width="10" height="10">');
    expect(svg).toContain('id="p0"');
    expect(svg).toContain('id="c0"');
  });
});
