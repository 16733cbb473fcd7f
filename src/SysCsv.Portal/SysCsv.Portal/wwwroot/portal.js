// The portal's one script: what only the browser can do.

const themeCookie = 'syscsv-theme';
const uploads = new Map();

export function zone() {
    return Intl.DateTimeFormat().resolvedOptions().timeZone ?? null;
}

export function switchTheme() {
    const root = document.documentElement;
    const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    const next = (root.dataset.theme || system) === 'dark' ? 'light' : 'dark';
    // The system's own choice needs no cookie: it is followed again.
    if (next === system) {
        delete root.dataset.theme;
        document.cookie = `${themeCookie}=; path=/; max-age=0; samesite=strict`;
    } else {
        root.dataset.theme = next;
        document.cookie = `${themeCookie}=${next}; path=/; max-age=31536000; samesite=strict`;
    }
}

// Before the router, which takes every link for its own: it has no circuit to follow one by once the portal was restarted.
// And the focus follows where content is skipped to, while the address keeps what stands behind its #.
document.addEventListener('click', event => {
    if (event.target.closest?.('.sc-reload')) {
        event.preventDefault();
        location.reload();
    }
    if (event.target.closest?.('.sc-skip')) {
        event.preventDefault();
        document.getElementById('content').focus();
    }
}, { capture: true });

// A menu closes as a dialog does.
document.addEventListener('keydown', event => {
    const menu = event.key === 'Escape' && document.querySelector('.sc-user[open]');
    if (menu) {
        menu.open = false;
        menu.querySelector('summary').focus();
    }
});

// An open page asks for nothing by HTTP, so a session that ends without use would end under whoever works in it: while somebody
// does, a request in a minute renews it as opening a page would.
const renewAfter = 60000;
let renewed = performance.now();
for (const use of ['keydown', 'pointerdown', 'wheel']) {
    document.addEventListener(use, () => {
        const now = performance.now();
        if (now - renewed > renewAfter) {
            renewed = now;
            fetch('api/v1/session').catch(() => { });
        }
    }, { capture: true, passive: true });
}

// Files are sent by plain HTTP, so that their size is no matter of the circuit.
export function watchDrop(zone, input, page) {
    const take = files => {
        for (const file of files) {
            const key = `${file.name}/${performance.now()}/${uploads.size}`;
            uploads.set(key, { file });
            page.invokeMethodAsync('Added', key, file.name, file.size);
        }
    };
    zone.addEventListener('dragover', event => { event.preventDefault(); zone.classList.add('sc-drop-over'); });
    zone.addEventListener('dragleave', () => zone.classList.remove('sc-drop-over'));
    zone.addEventListener('drop', event => {
        event.preventDefault();
        zone.classList.remove('sc-drop-over');
        take(event.dataTransfer.files);
    });
    const takeChosen = () => { take(input.files); input.value = ''; };
    input.addEventListener('change', takeChosen);
    // The page shows its field one round trip before this: a file may be chosen by now.
    takeChosen();
}

export function send(key, attempt, url, antiforgery, page) {
    const upload = uploads.get(key);
    // The portal says it again where it can't know whether it was heard.
    if (upload.attempt === attempt) {
        return;
    }
    const request = new XMLHttpRequest();
    Object.assign(upload, { attempt, request, page, end: null });
    let told = 0;
    request.upload.onprogress = event => {
        const now = performance.now();
        if (now - told > 250) {
            told = now;
            page.invokeMethodAsync('Progressed', key, event.loaded);
        }
    };
    request.onload = () => tellEnd(key, upload, [attempt, request.status, request.responseText.slice(0, 8192)]);
    request.onerror = () => tellEnd(key, upload, [attempt, 0, '']);
    request.onabort = () => tellEnd(key, upload, [attempt, -1, '']);
    request.open('POST', url);
    // In a header, not in the address: addresses end up in logs.
    request.setRequestHeader('X-File-Name', encodeURIComponent(upload.file.name));
    request.setRequestHeader('RequestVerificationToken', antiforgery);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.send(upload.file);
}

// Until it is heard, five minutes long: what breaks a request often breaks the circuit as well.
async function tellEnd(key, upload, end) {
    upload.end = end;
    for (let tries = 0; tries < 60 && upload.end === end; tries++) {
        const pause = new Promise(resolve => setTimeout(resolve, 5000));
        const heard = upload.page.invokeMethodAsync('Ended', key, ...end).then(() => true, () => pause);
        if (await Promise.race([heard, pause])) {
            return;
        }
    }
}

export function cancel(key, attempt, page) {
    const upload = uploads.get(key) ?? {};
    const begun = upload.attempt === attempt;
    if (begun && upload.request && upload.request.readyState !== XMLHttpRequest.DONE) {
        upload.request.abort();
        return;
    }
    // No event follows: the request is over, and how it ended is known, or it never began.
    const end = begun && upload.end ? [...upload.end] : [attempt, -1, ''];
    Object.assign(upload, { attempt, page });
    tellEnd(key, upload, end);
}

export function forget(key) {
    uploads.delete(key);
}

// For what must not stand in an address.
export async function download(url, body, antiforgery, name) {
    const response = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', RequestVerificationToken: antiforgery },
        body: JSON.stringify(body),
    });
    if (!response.ok) {
        return false;
    }

    const link = document.createElement('a');
    link.href = URL.createObjectURL(await response.blob());
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    return true;
}
