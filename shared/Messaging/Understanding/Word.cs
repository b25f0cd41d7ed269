using System.Runtime.InteropServices;

namespace ServerlessAssist.Shared.Messaging.Understanding;

/// <summary>One word, number, emoji or question mark of a text.</summary>
/// <param name="Start">In UTF-16 units of the text that was read.</param>
/// <param name="Length">Likewise.</param>
/// <param name="Plain">Lower-case Latin letters and digits; an emoji, <c>?</c> or <c>+</c> stands for itself.</param>
/// <param name="Folded">As <see cref="Plain"/>, one spelling for all ways in which a Slavic word is typed.</param>
/// <param name="Clause">Counts the clauses of the text from 0.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Word(int Start, int Length, string Plain, string Folded, int Clause)
{
    public int End => Start + Length;

    /// <summary>A number of at most six digits; null: no number.</summary>
    public int? Number
    {
        get
        {
            if (Plain.Length is 0 or > 6) return null;
            var number = 0;
            foreach (var unit in Plain)
            {
                if (!char.IsAsciiDigit(unit)) return null;
                number = (number * 10) + (unit - '0');
            }
            return number;
        }
    }

    public override string ToString() => "word";
}
