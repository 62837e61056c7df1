// Copies a text and says so.
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { t } from '../text';
import { Button } from './Button';
import { IconButton } from './IconButton';

export interface CopyButtonProps {
  text: string;
  /** "Copy for support"; without it the button is an icon. */
  label?: string | undefined;
  size?: 'sm' | 'md' | undefined;
}

const TOLD_FOR = 2000;

export function CopyButton({ text, label, size = 'sm' }: CopyButtonProps) {
  const [told, setTold] = useState<'copied' | 'failed'>();
  useEffect(() => {
    if (told === undefined) return;
    const timer = setTimeout(() => setTold(undefined), TOLD_FOR);
    return () => clearTimeout(timer);
  }, [told]);

  const copy = () => {
    void copyText(text).then((done) => setTold(done ? 'copied' : 'failed'));
  };
  const words = told === 'copied' ? t('ui.copied') : told === 'failed' ? t('ui.copyFailed') : '';
  const icon = told === 'copied' ? Check : Copy;
  return (
    <>
      {label === undefined ? (
        <IconButton icon={icon} label={words || t('ui.copy')} size={size} onClick={copy} />
      ) : (
        <Button icon={icon} size={size} onClick={copy}>
          {words || label}
        </Button>
      )}
      <span className="sr" role="status">
        {words}
      </span>
    </>
  );
}

/** The clipboard's own way needs HTTPS or localhost; a Kith at home may have neither. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const before = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'sr';
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}
