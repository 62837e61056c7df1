// How people talk: the icon and the words of a channel as records keep it.
import { Mail, MailOpen, MapPin, MessageCircle, Phone, Video, type LucideIcon } from 'lucide-react';
import { t, type TextKey } from '../../text';

export interface Way {
  channel: string;
  icon: LucideIcon;
  name: TextKey;
  /** "spoke 3 d ago" */
  last: TextKey;
}

export const wayList: Way[] = [
  { channel: 'phone', icon: Phone, name: 'quick.channel.phone', last: 'today.last.phone' },
  { channel: 'video', icon: Video, name: 'quick.channel.video', last: 'today.last.video' },
  { channel: 'email', icon: Mail, name: 'quick.channel.email', last: 'today.last.email' },
  { channel: 'in person', icon: MapPin, name: 'quick.channel.person', last: 'today.last.person' },
  { channel: 'chat', icon: MessageCircle, name: 'quick.channel.chat', last: 'today.last.chat' },
  { channel: 'letter', icon: MailOpen, name: 'quick.channel.letter', last: 'today.last.letter' },
];

// What others call the same.
const alike: Record<string, string> = {
  'e-mail': 'email',
  mail: 'email',
  call: 'phone',
  meeting: 'in person',
  message: 'chat',
  whatsapp: 'chat',
  telegram: 'chat',
  signal: 'chat',
  linkedin: 'chat',
  sms: 'chat',
};

export function wayOf(channel: unknown): Way | undefined {
  if (typeof channel !== 'string') return undefined;
  const name = channel.toLowerCase();
  return wayList.find((w) => w.channel === (alike[name] ?? name));
}

/** What a channel is called; one that is not ours keeps its own word. */
export function wayName(channel: string): string {
  const way = wayOf(channel);
  return way ? t(way.name) : channel;
}
