// The web interface of an appliance as a browser would use it: opens pages, fills forms with their anti-forgery tokens,
// and uploads. A form is sent only to the appliance itself.

import type { Upload } from '../../../net/call.ts';
import type { Platform } from '../../../net/platform.ts';
import { tokenFields, tokenHeaders } from './page/anti-forgery.ts';
import { encoderOf, formEncoding } from './page/form-charset.ts';
import type { Page } from './page/page.ts';
import { actionOf, enctypeOf, entriesOf, type Filled, methodOf } from './page/submission.ts';
import { astray, pageVisit, type VisitTools } from './page-visit.ts';
import { formBody, type UploadFile, uploadBody, urlencoded } from './upload/upload-body.ts';

export interface ApplianceSession {
  /** @throws CallFailure, FormNotFound if it leads to another host or in a circle */
  open(path: string | URL): Promise<Page>;
  /** Sends a form as a browser would. @throws as `open` */
  submit(filled: Filled): Promise<Page>;
  /** Sends a form that carries a file. @throws as `open` */
  upload(filled: Filled, file: UploadFile): Promise<Page>;
  /** Whether the URL is on this appliance. */
  isHere(url: URL): boolean;
}

export interface SessionTools extends VisitTools, Pick<Platform, 'random'> {}

export const applianceSession = (tools: SessionTools): ApplianceSession => {
  const { tlsName, random, signal } = tools;
  const visit = pageVisit(tools);
  const { origin, jar, isHere } = visit;

  const targetOf = ({ form, button }: Filled): URL => {
    const action = actionOf(form, button);
    if (action && isHere(action)) return action;
    throw astray(
      `a form on ${form.page.url.pathname} of ${tlsName} sends to ${action?.origin ?? 'no address'}, not to the appliance`,
    );
  };
  const entriesIn = (filled: Filled) => {
    const { page, acceptCharset } = filled.form;
    const charset = formEncoding(page.charset, acceptCharset);
    return { entries: entriesOf(filled, charset), encode: encoderOf(charset) };
  };

  return {
    open: async (path) => {
      return visit.page(new URL(path, origin), {});
    },
    submit: async (filled) => {
      const { form, button } = filled;
      const url = targetOf(filled);
      const { entries, encode } = entriesIn(filled);
      if (methodOf(form, button) !== 'POST') {
        url.search = urlencoded(entries, encode);
        return visit.page(url, {});
      }
      const sent = formBody(enctypeOf(form, button), [...entries, ...tokenFields(form.page, entries)], encode, random);
      const headers = { ...tokenHeaders(form.page, jar, origin), 'content-type': sent.contentType };
      const what = 'body' in sent ? { body: sent.body, headers } : { upload: sent, headers };
      return visit.page(url, { method: 'POST', ...what });
    },
    upload: async (filled, file) => {
      const url = targetOf(filled);
      const { entries, encode } = entriesIn(filled);
      const upload: Upload = uploadBody([...entries, ...tokenFields(filled.form.page, entries)], encode, random, file);
      const headers = tokenHeaders(filled.form.page, jar, origin);
      return visit.page(url, { method: 'POST', upload, headers }, signal);
    },
    isHere,
  };
};
