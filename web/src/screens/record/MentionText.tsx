// A text field that grows, and in which @ offers people.
import { useId, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import { recordChoices } from '../../fields';
import { t } from '../../text';
import { classes, type ComboOption } from '../../ui';
import { mentionAt, type Person } from './compose';

export interface MentionTextProps {
  value: string;
  label: string;
  placeholder: string;
  onChange: (text: string) => void;
  /** Somebody was chosen; `text` is what the field says then. */
  onMention: (person: Person, text: string) => void;
  ref?: Ref<HTMLTextAreaElement>;
}

interface Offer {
  start: number;
  caret: number;
  options: readonly ComboOption[];
}

export function MentionText({
  value,
  label,
  placeholder,
  onChange,
  onMention,
  ref,
}: MentionTextProps) {
  const list = useId();
  const [offer, setOffer] = useState<Offer | null>(null);
  const [at, setAt] = useState(0);
  const asked = useRef<AbortController>(undefined);
  const own = useRef<HTMLTextAreaElement>(null);

  const look = (text: string, caret: number) => {
    asked.current?.abort();
    const mention = mentionAt(text, caret);
    if (!mention) return setOffer(null);
    const asking = new AbortController();
    asked.current = asking;
    Promise.resolve(recordChoices('contact').load(mention.words, asking.signal))
      .then((options) => {
        if (asking.signal.aborted) return;
        setAt(0);
        setOffer(options.length ? { start: mention.start, caret, options } : null);
      })
      .catch(() => setOffer(null));
  };
  const choose = (option: ComboOption | undefined) => {
    if (!offer || !option) return;
    const text = `${value.slice(0, offer.start)}@${option.label} ${value.slice(offer.caret)}`;
    const caret = offer.start + option.label.length + 2;
    setOffer(null);
    onMention({ id: Number(option.id), name: option.label }, text);
    requestAnimationFrame(() => {
      own.current?.focus();
      own.current?.setSelectionRange(caret, caret);
    });
  };
  const keys = (e: KeyboardEvent) => {
    if (!offer || e.nativeEvent.isComposing || e.metaKey || e.ctrlKey) return;
    const n = offer.options.length;
    if (e.key === 'ArrowDown') setAt((at + 1) % n);
    else if (e.key === 'ArrowUp') setAt((at + n - 1) % n);
    else if (e.key === 'Enter' || e.key === 'Tab') choose(offer.options[at]);
    else if (e.key === 'Escape') setOffer(null);
    else return;
    e.preventDefault();
    e.stopPropagation();
  };
  return (
    <div className="txt">
      <textarea
        ref={(node) => {
          own.current = node;
          if (typeof ref === 'function') ref(node);
          else if (ref) ref.current = node;
        }}
        className="grows"
        rows={2}
        aria-label={label}
        placeholder={placeholder}
        value={value}
        aria-autocomplete="list"
        aria-controls={offer ? list : undefined}
        aria-activedescendant={offer ? `${list}-${at}` : undefined}
        onChange={(e) => {
          onChange(e.target.value);
          look(e.target.value, e.target.selectionStart);
        }}
        onKeyDown={keys}
        onBlur={() => setOffer(null)}
      />
      {offer && (
        <div id={list} className="pop mentions" role="listbox" aria-label={t('rec.comp.mention')}>
          {offer.options.map((o, i) => (
            // The keys are the field's, which keeps the focus.
            // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
            <div
              key={o.id}
              id={`${list}-${i}`}
              role="option"
              aria-selected={i === at}
              className={classes('it', i === at && 'on')}
              onPointerDown={(e) => e.preventDefault()}
              onPointerMove={() => i !== at && setAt(i)}
              onClick={() => choose(o)}
            >
              {o.lead}
              <span className="grow trunc">{o.label}</span>
              {o.detail !== undefined && <span className="detail trunc">{o.detail}</span>}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
