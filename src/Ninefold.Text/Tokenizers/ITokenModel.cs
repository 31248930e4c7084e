namespace Ninefold.Text.Tokenizers;

/// <summary>Turns pieces of text into tokens, numbered from 0, and back. Plain data; safe for concurrent use.</summary>
public interface ITokenModel
{
    /// <summary>How many tokens there are.</summary>
    int Count { get; }

    /// <summary>Cuts a text into the pieces that tokens do not reach across.</summary>
    IEnumerable<string> Split(string text);

    /// <summary>Appends the tokens of a piece.</summary>
    void Encode(string piece, List<int> tokens);

    /// <summary>The text of tokens.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A token is not one of the model's.</exception>
    string Decode(IEnumerable<int> tokens);
}
