//! Pictures larger than an icon: the brand mark and the drawing of empty screens.

use yew::prelude::*;

/// Larder's mark, as `icons/icon.svg` has it: a jar on a shelf.
#[component]
pub fn Brand() -> Html {
    html! {
        <svg class="brand" viewBox="0 0 512 512" aria-hidden="true" focusable="false">
            <rect width="512" height="512" rx="112" fill="#2f6b4a" />
            <rect x="72" y="392" width="368" height="28" rx="14" fill="#f3e6c8" />
            <rect x="172" y="96" width="168" height="48" rx="16" fill="#f3e6c8" />
            <path d="M180 156h152v20c0 14 36 26 36 66v114a36 36 0 0 1-36 36H180a36 36 0 0 1-36-36V242c0-40 36-52 36-66z" fill="#faf7f1" />
            <path d="M144 288c28-20 56 20 112 0s84 12 112 0v68a36 36 0 0 1-36 36H180a36 36 0 0 1-36-36z" fill="#d9822b" />
            <path d="M256 246c-34-40-78-4-56 32 12 20 34 34 56 50 22-16 44-30 56-50 22-36-22-72-56-32z" fill="#2f6b4a" />
        </svg>
    }
}

/// A receipt that turns into food: for screens that have nothing to show yet.
#[component]
pub fn ReceiptArt() -> Html {
    html! {
        <svg class="teach__art" viewBox="0 0 180 130" fill="none" aria-hidden="true" focusable="false">
            <ellipse cx="90" cy="118" rx="70" ry="7" fill="var(--surface-2)" />
            <path d="M52 16l7 5 7-5 7 5 7-5 7 5 7-5 7 5 7-5v92l-7 5-7-5-7 5-7-5-7 5-7-5-7 5-7-5z"
                fill="var(--surface)" stroke="var(--line-strong)" stroke-width="2" stroke-linejoin="round" />
            <g stroke="var(--surface-3)" stroke-width="5" stroke-linecap="round">
                <path d="M64 38h24M64 52h16M64 66h22M64 80h14" />
                <path d="M98 38h-2M98 52h-2M98 66h-2M98 80h-2" />
            </g>
            <path d="M64 95h34" stroke="var(--accent)" stroke-width="5" stroke-linecap="round" />
            <circle cx="128" cy="46" r="20" fill="var(--leaf)" />
            <path d="M128 42c-3-3-10-2-10 6 0 7 5 12 8 12l2-.6 2 .6c3 0 8-5 8-12 0-8-7-9-10-6zm0 0c0-3 1.500-6 4.500-7"
                stroke="var(--leaf-ink)" stroke-width="2.500" stroke-linejoin="round" stroke-linecap="round" />
            <circle cx="136" cy="92" r="17" fill="var(--wheat)" />
            <path d="M128 85h16a4.500 4.500 0 0 1 2 8v7h-20v-7a4.500 4.500 0 0 1 2-8z"
                stroke="var(--wheat-ink)" stroke-width="2.500" stroke-linejoin="round" />
            <circle cx="38" cy="76" r="17" fill="var(--sea)" />
            <path d="M34 67h8v3l3 5v10H31V75l3-5zM31 78h14"
                stroke="var(--sea-ink)" stroke-width="2.500" stroke-linejoin="round" />
        </svg>
    }
}

/// A basket with food in it: for a shopping list that is empty.
#[component]
pub fn BasketArt() -> Html {
    html! {
        <svg class="teach__art" viewBox="0 0 180 130" fill="none" aria-hidden="true" focusable="false">
            <ellipse cx="90" cy="118" rx="70" ry="7" fill="var(--surface-2)" />
            <circle cx="72" cy="42" r="17" fill="var(--leaf)" />
            <path d="M72 37c-3-3-10-2-10 6 0 7 5 12 8 12l2-.6 2 .6c3 0 8-5 8-12 0-8-7-9-10-6zm0 0c0-3 1.500-6 4.500-7"
                stroke="var(--leaf-ink)" stroke-width="2.500" stroke-linejoin="round" stroke-linecap="round" />
            <path d="M100 24h12v9l6 10v26H94V43l6-10z" fill="var(--sea)" stroke="var(--sea-ink)"
                stroke-width="2.500" stroke-linejoin="round" />
            <path d="M94 50h24" stroke="var(--sea-ink)" stroke-width="2.500" />
            <path d="M40 60h100l-9 48a6 6 0 0 1-6 5H55a6 6 0 0 1-6-5z" fill="var(--surface)"
                stroke="var(--line-strong)" stroke-width="2" stroke-linejoin="round" />
            <path d="M34 60h112" stroke="var(--accent)" stroke-width="6" stroke-linecap="round" />
            <g stroke="var(--surface-3)" stroke-width="5" stroke-linecap="round">
                <path d="M68 74l3 26M90 74v26M112 74l-3 26" />
            </g>
        </svg>
    }
}
